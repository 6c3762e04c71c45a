import { Registry } from "../base/registry.js";
import type { CommandDefinition } from "../contract/command.js";

/** A command as the program knows it before its file is loaded. */
export interface CommandEntry {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Loads the command's file, and with it the packages that only this command needs. */
  load(): Promise<CommandDefinition>;
}

/** The commands of `swarm`, in the order of the help. A new command is one file and one entry here. */
export const commands = new Registry<CommandEntry>(
  "command",
  [
    {
      name: "analyze",
      summary: "Summarise metrics tables, several side by side",
      load: async () => (await import("./analyze.js")).analyzeCommand,
    },
  ],
  ({ name }) => name,
);
