import { inspect } from "node:util";
import { Command, CommanderError } from "@commander-js/extra-typings";
import { commandLine } from "../analysis/report/command-line.js";
import { describeFault, InputError, StoppedError } from "../base/errors.js";
import type { Registry } from "../base/registry.js";
import { EXIT } from "../contract/command.js";
import type { CommandEntry } from "./registry.js";
import { visible } from "./visible.js";

/** What the program is told from outside. */
export interface Surroundings {
  readonly version: string;
  /** Takes results and help. */
  out(text: string): void;
  /** Takes faults. */
  err(text: string): void;
}

/**
 * Runs `swarm ARGS` and resolves to what its outcome deserves: 0 done (also help and version), 1 a bug, 2 wrong input.
 * A command that is done but whose criterion failed sets `process.exitCode` to 3 itself.
 *
 * Only the file of the command that `args` ask for is loaded; the others are present by name and summary.
 */
export async function runCommandLine(
  args: readonly string[],
  commands: Registry<CommandEntry>,
  surroundings: Surroundings,
): Promise<number> {
  try {
    const program = await buildProgram(args, commands, surroundings);
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: "user" });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
    return tellFailure(error, args, surroundings.err);
  }
}

/**
 * Tells of wrong input by its faults alone, one a line, of a stop on purpose by its message, and of a bug by its stack and
 * the way to repeat it. Returns the exit code that goes with it.
 */
export function tellFailure(error: unknown, args: readonly string[], err: (text: string) => void): number {
  if (error instanceof InputError) {
    for (const fault of error.faults) err(`${tame(describeFault(fault))}\n`);
    return EXIT.badInput;
  }
  if (error instanceof StoppedError) {
    err(`${tame(error.message)}\n`);
    return EXIT.failed;
  }
  const repeat = commandLine(["swarm", ...args]);
  err(`The program failed; the fault is not in your input.\n${inspect(error)}\nTo repeat it: ${repeat}\n`);
  return EXIT.failed;
}

/** Messages quote what others wrote, endpoints and models among them: nothing of it may steer the terminal. */
function tame(message: string): string {
  return message.split("\n").map(visible).join("\n");
}

async function buildProgram(
  args: readonly string[],
  commands: Registry<CommandEntry>,
  { version, out, err }: Surroundings,
): Promise<Command> {
  const program = new Command("swarm")
    .description("A laboratory for multi-agent safety: run populations of agents under governance, measure, compare.")
    .version(version)
    .configureOutput({ writeOut: out, writeErr: err })
    .showHelpAfterError("Add --help for what there is.")
    .exitOverride();
  const asked = commandAsked(args, commands);
  for (const { name, summary, load } of commands) {
    if (name === asked) (await load()).register(program);
    else program.command(name);
    const command = program.commands.find((entry) => entry.name() === name);
    if (command === undefined) throw new Error(`the command "${name}" registers under another name`);
    command.summary(summary);
  }
  return program;
}

/** @throws InputError for a command that there is not. */
function commandAsked(args: readonly string[], commands: Registry<CommandEntry>): string | undefined {
  const [first, second] = args.filter((arg) => !arg.startsWith("-"));
  const asked = first === "help" ? second : first;
  if (asked !== undefined && commands.find(asked) === undefined) {
    throw new InputError(`${commands.unknown(asked)}; there are: ${commands.names.join(", ")}`);
  }
  return asked;
}
