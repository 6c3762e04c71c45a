import { readdirSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { styleText } from "node:util";
import type { Command } from "@commander-js/extra-typings";
import { InputError } from "../base/errors.js";
import { defineCommand } from "../contract/command.js";
import { counted, WIDTH, wrap } from "./format-text.js";
import { tryLoad } from "./scenario-options.js";
import { scenarioQuestion } from "./scenario-question.js";
import { scenarioSize } from "./scenario-size.js";
import { visible } from "./visible.js";

const FOLDER = "scenarios";

/** A scenario file as the list shows it. */
interface Listed {
  readonly file: string;
  /** undefined, as the size, for a file that cannot be run. */
  readonly id?: string;
  readonly size?: string;
  /** What the comment at its head asks. */
  readonly question?: string;
  /** How much is wrong with it. */
  readonly faults: number;
}

/** `swarm list`: the scenarios of a folder, each with the question it asks. */
export const listCommand = defineCommand({
  name: "list",
  register(program: Command): void {
    program
      .command("list")
      .description("List the scenarios of a folder: id, size, and the question that the comment at its head asks.")
      .argument("[folder]", "where the scenario files are", FOLDER)
      .option("--json", "print a list of objects")
      .action((folder, { json }) => {
        const found = scenarioFiles(folder).map(listed);
        process.stdout.write(`${json ? JSON.stringify(found, null, 2) : found.map(entry).join("\n\n")}\n`);
      });
  },
});

/** @throws InputError if there is no such folder or no scenario file in it */
function scenarioFiles(folder: string): readonly string[] {
  const refuse = (message: string) => new InputError([{ message, place: { file: folder } }]);
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw refuse("no such folder");
    throw refuse(code === "ENOTDIR" ? "this is a file, not a folder" : `the folder cannot be read (${code})`);
  }
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  if (files.length === 0) throw refuse("there is no scenario file (.yaml or .yml) here");
  return files.map((name) => join(folder, name));
}

function listed(file: string): Listed {
  const loaded = tryLoad(file, {});
  if (loaded instanceof InputError) return { file, faults: loaded.faults.length, ...asked(file) };
  const { spec } = loaded;
  return { file, id: spec.scenario_id, size: scenarioSize(spec), faults: 0, ...asked(file) };
}

function asked(file: string): { question?: string } {
  const question = scenarioQuestion(file);
  return question === undefined ? {} : { question };
}

function entry({ file, id, size, question: asked, faults }: Listed): string {
  const name = visible(file);
  const own = id === undefined || id === basename(file, extname(file)) ? "" : `${id}, `;
  const what = size === undefined ? `cannot be run: ${counted(faults, "fault")}, see swarm validate ${name}` : size;
  const lines = asked === undefined ? [] : wrap(visible(asked), WIDTH - 2);
  return [`${styleText("bold", name)}  ${own}${what}`, ...lines.map((line) => `  ${line}`)].join("\n");
}
