import type { Command } from "@commander-js/extra-typings";

/**
 * A command of the `swarm` binary: one file that default-fills its options, reads input, prints results to stdout and
 * progress to stderr. `register` adds it to the program; the file is loaded only when its command is asked for, so heavy
 * packages may be imported at its top.
 */
export interface CommandDefinition {
  readonly name: string;
  register(program: Command): void;
}

/** Identity that gives a command file its type. */
export function defineCommand(definition: CommandDefinition): CommandDefinition {
  return definition;
}

/**
 * What the process ends with. `unavailable`: all is well here, and the service that was asked for does not do it (any
 * more); a script can then take another way.
 */
export const EXIT = {
  done: 0,
  failed: 1,
  badInput: 2,
  criterionFailed: 3,
  unavailable: 4,
  interrupted: 130,
} as const;
