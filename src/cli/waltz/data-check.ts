import { statSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Command, Option } from "@commander-js/extra-typings";
import { InputError } from "../../base/errors.js";
import { didYouMean } from "../../base/nearest.js";
import { EXIT } from "../../contract/command.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { completeConfig } from "../../llm/complete-config.js";
import { replaceFiles } from "../../records/replace-files.js";
import { type CheckOptions, checkData } from "../../waltz/data/check.js";
import { CHECK_LIMITS } from "../../waltz/data/check-limits.js";
import { SIDES } from "../../waltz/data/data-files.js";
import { ROLES, type Role } from "../../waltz/data/example.js";
import { PERSONAL_DATA } from "../../waltz/data/personal-data.js";
import { gathered, keysGiven } from "../model-options.js";
import { readData } from "./data-read.js";
import { dataReportAsText, dataReportJson } from "./data-report.js";

const REPORT = "data_check.json";

/** `swarm waltz data check`: whether data is fit for training. */
export const checkVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("check")
      .description(
        "Check data: its format, repeats, leaks between training and test, balance of classes and of difficulty, lengths, " +
          "personal data. Exit code 3 when a check fails, lines out of the format included; 2 when a file cannot be read.",
      )
      .argument("<path...>", "folders with data files, or data files")
      .addOption(new Option("--agent <name>", "whose data a file is where its name does not tell").choices(ROLES))
      .option(
        "--set <key=value>",
        `a limit: ${Object.keys(CHECK_LIMITS.properties).join(", ")}; repeat for several`,
        gathered,
      )
      .option("--allow <type>", "a type of personal data that may be there; repeat for several", gathered)
      .option("--report <file>", `where the report goes, or "none" (default: ${REPORT} in the folder, if one is given)`)
      .option("--json", "print the report instead of a summary")
      .action(async (paths, { agent, set = [], allow = [], report, json }) => {
        const options: CheckOptions = {
          limits: completeConfig(CHECK_LIMITS, keysGiven(set), "check") as CheckOptions["limits"],
          allowed: allow.map(personalType),
          step: stepper(),
        };
        const { files, reads } = readData(paths, SIDES, agent as Role | undefined);
        const checked = await checkData(files, options);
        wipe();
        const told = dataReportJson(checked, options);
        const path = reportPath(paths, report);
        if (path !== undefined) replaceFiles([{ path, content: [`${JSON.stringify(told, null, 2)}\n`] }], reads);
        const text = json ? JSON.stringify(told, null, 2) : dataReportAsText(checked, path);
        process.stdout.write(`${text}\n`);
        if (checked.outcomes.some(({ passed }) => !passed)) process.exitCode = EXIT.criterionFailed;
      });
  },
};

function personalType(type: string): string {
  if (PERSONAL_DATA.includes(type)) return type;
  throw new InputError(
    `--allow: no type of personal data is called "${type}"${didYouMean(type, PERSONAL_DATA)}; there are: ${PERSONAL_DATA.join(", ")}`,
  );
}

function reportPath(paths: readonly string[], report: string | undefined): string | undefined {
  if (report !== undefined) return report === "none" ? undefined : report;
  const [first] = paths;
  return paths.length === 1 && first !== undefined && statSync(first).isDirectory() ? join(first, REPORT) : undefined;
}

/** Names what is being done, where there is a terminal. */
function stepper(): (what: string) => Promise<void> {
  return async (what) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2Kchecking: ${what}`);
    await setImmediate();
  };
}

function wipe(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
}
