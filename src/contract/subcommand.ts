import type { Command } from "@commander-js/extra-typings";

/**
 * One verb of a command that has several, such as `swarm waltz train`: one file, and one line in the list of its command.
 * `register` adds it below its command; packages that only this verb needs are imported when it acts.
 */
export interface Subcommand {
  register(parent: Command): void;
}
