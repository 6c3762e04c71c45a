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
import { parseTextRollouts } from "../../waltz/export/text-rollout.js";
import { type Column, terminalTable } from "../format-table.js";

/** `swarm waltz export`: rollouts as data for trainers elsewhere. */
export const exportVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("export")
      .description(
        "Turn rollouts with texts (an object a line) into data for trainers elsewhere: supervised examples of both " +
          "agents, and pairs of preference of the conversation agent (DPO, an approximation of one stage) in OpenAI's " +
          "and TRL's shapes. One folder per pair of policies, named by their hashes.",
      )
      .argument("<rollouts>", "the file of rollouts")
      .addOption(
        new Option("--format <what>", "what to write").choices(["all", ...EXPORTS] as const).default("all" as const),
      )
      .option("--out <folder>", "where the folders go", "data/waltzrl/export")
      .option("--json", "print the accounts as JSON")
      .action((file, { format, out, json }) => {
        const content = textOf(file);
        const rollouts = parseTextRollouts(shownPath(resolve(file)), content.toString("utf8"));
        const sets = exportSets(rollouts, format === "all" ? EXPORTS : [format]);
        const source = { file: basename(file), sha256: createHash("sha256").update(content).digest("hex") };
        const accounts = written(sets, out, source);
        process.stdout.write(`${json === true ? JSON.stringify(accounts, null, 2) : accountText(accounts)}\n`);
      });
  },
};

interface Account {
  readonly folder: string;
  readonly policy: ExportSet["policy"];
  readonly rollouts: number;
  readonly approximation: string | undefined;
  readonly source: { readonly file: string; readonly sha256: string };
  readonly files: Readonly<
    Record<string, { lines: number; bytes: number; sha256: string; skipped: Record<string, number> }>
  >;
}

/** All files of all sets appear together, or none does. */
function written(sets: readonly ExportSet[], out: string, source: Account["source"]): readonly Account[] {
  const outputs = new OutputFiles();
  try {
    const accounts = sets.map(({ key, policy, rollouts, approximation, files }): Account => {
      const folder = resolve(out, key);
      const entries = Object.entries(files).map(([name, { lines, skipped }]) => {
        const file = outputs.open(join(folder, name));
        for (const line of lines) file.write(line);
        return [name, { lines: lines.length, ...file.close(), skipped: { ...skipped } }] as const;
      });
      const account = { policy, rollouts, approximation, source, files: Object.fromEntries(entries) };
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
    return [`${folder}, from ${rollouts} rollouts`, "", terminalTable(COLUMNS, rows), ...remark].join("\n");
  });
  return parts.join("\n\n");
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
