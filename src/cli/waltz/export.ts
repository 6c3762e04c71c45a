import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type Command, Option } from "@commander-js/extra-typings";
import { InputError } from "../../base/errors.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { jsonText } from "../../records/json-text.js";
import { OutputFiles } from "../../records/output-files.js";
import { shownPath } from "../../records/shown-path.js";
import { EXPORTS, type ExportSet, exportSets } from "../../waltz/export/export-set.js";
import { FEEDBACK_REWARDS } from "../../waltz/export/feedback-preferences.js";
import { parseTextRollouts } from "../../waltz/export/text-rollout.js";
import { type Column, terminalTable } from "../format-table.js";
import { counted } from "../format-text.js";
import { GatheredFaults } from "./gathered-faults.js";

/** `swarm waltz export`: rollouts as data for trainers elsewhere. */
export const exportVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("export")
      .description(
        "Turn rollouts with texts (an object a line) into data for trainers elsewhere: supervised examples of both " +
          "agents, and pairs of preference of both (DPO, an approximation of one stage) in OpenAI's and TRL's " +
          "shapes. One folder per pair of policies, named by their hashes.",
      )
      .argument("<rollouts...>", "files of rollouts, such as evaluations with several seeds leave them")
      .addOption(
        new Option("--format <what>", "what to write").choices(["all", ...EXPORTS] as const).default("all" as const),
      )
      .addOption(
        new Option("--feedback-reward <name>", "what feedback on the same answer is held against each other by")
          .choices(FEEDBACK_REWARDS)
          .default("waltz.feedback.a"),
      )
      .option("--out <folder>", "where the folders go", "data/waltzrl/export")
      .option("--json", "print the accounts as JSON")
      .action((files, { format, feedbackReward, out, json }, command) => {
        const isNamed = command.getOptionValueSource("feedbackReward") === "cli";
        if (format === "supervised" && isNamed)
          throw new InputError("--feedback-reward would have no effect: no pairs are written");
        const read = rolloutsOf(files);
        const rollouts = read.flatMap((one) => one.rollouts);
        const sets = exportSets(rollouts, format === "all" ? EXPORTS : [format], feedbackReward);
        const sources = read.map(({ file, sha256 }) => ({ file, sha256 }));
        const reward = format === "supervised" ? undefined : feedbackReward;
        const accounts = written(sets, out, { sources, ...(reward !== undefined && { feedback_reward: reward }) });
        process.stdout.write(`${json === true ? JSON.stringify(accounts, null, 2) : accountText(accounts)}\n`);
      });
  },
};

/** Where all sets are from. */
interface Origin {
  readonly sources: readonly { readonly file: string; readonly sha256: string }[];
  /** What feedback on the same answer was held against each other by. */
  readonly feedback_reward?: string;
}

interface Account extends Origin {
  readonly folder: string;
  readonly policy: ExportSet["policy"];
  readonly rollouts: number;
  readonly approximation: string | undefined;
  readonly files: Readonly<
    Record<string, { lines: number; bytes: number; sha256: string; skipped: Record<string, number> }>
  >;
}

/** All files of all sets appear together, or none does. */
function written(sets: readonly ExportSet[], out: string, origin: Origin): readonly Account[] {
  const outputs = new OutputFiles();
  try {
    const accounts = sets.map(({ key, policy, rollouts, approximation, files }): Account => {
      const folder = resolve(out, key);
      const entries = Object.entries(files).map(([name, { lines, skipped }]) => {
        const file = outputs.open(join(folder, name));
        for (const line of lines) file.write(line);
        return [name, { lines: lines.length, ...file.close(), skipped: { ...skipped } }] as const;
      });
      const account = { policy, rollouts, approximation, ...origin, files: Object.fromEntries(entries) };
      const record = outputs.open(join(folder, "export.json"));
      record.write(jsonText(account));
      record.close();
      return { folder: shownPath(folder), ...account };
    });
    outputs.publish();
    return accounts;
  } catch (error) {
    outputs.discard();
    throw error;
  }
}

const COLUMNS: readonly Column[] = [
  { head: "file", align: "left" },
  { head: "lines", align: "right" },
  { head: "passed over", align: "left" },
];

function accountText(accounts: readonly Account[]): string {
  const parts = accounts.map(({ folder, rollouts, approximation, files }) => {
    const rows = Object.entries(files).map(([name, { lines, skipped }]) => [
      name,
      String(lines),
      Object.entries(skipped)
        .map(([reason, count]) => `${count}: ${reason}`)
        .join("; "),
    ]);
    const remark = approximation === undefined ? [] : ["", approximation];
    return [`${folder}, from ${counted(rollouts, "rollout")}`, "", terminalTable(COLUMNS, rows), ...remark].join("\n");
  });
  return parts.join("\n\n");
}

/** The rollouts of each file. @throws InputError with what is wrong with any of them, or with a file that is named twice */
function rolloutsOf(files: readonly string[]) {
  const faults = new GatheredFaults();
  const twice = files.find((file, at) => files.slice(0, at).some((other) => resolve(other) === resolve(file)));
  if (twice !== undefined)
    faults.add([{ message: "the file is named twice", place: { file: shownPath(resolve(twice)) } }]);
  const read = files.flatMap((file) => {
    const found = faults.from(() => {
      const content = textOf(file);
      const rollouts = parseTextRollouts(shownPath(resolve(file)), content.toString("utf8"));
      return { file: basename(file), sha256: createHash("sha256").update(content).digest("hex"), rollouts };
    });
    return found ?? [];
  });
  faults.tell();
  return read;
}

function textOf(file: string): Buffer {
  try {
    const content = readFileSync(file);
    new TextDecoder("utf-8", { fatal: true }).decode(content);
    return content;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why: Readonly<Record<string, string>> = {
      ENOENT: "no such file",
      EISDIR: "this is a folder",
      ERR_ENCODING_INVALID_ENCODED_DATA: "the file is not UTF-8 text",
    };
    throw new InputError([{ message: why[code] ?? `the file cannot be read (${code})`, place: { file } }]);
  }
}
