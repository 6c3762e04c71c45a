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
      name: "run",
      summary: "Run scenarios; write event log, tables and manifest",
      load: async () => (await import("./run.js")).runCommand,
    },
    {
      name: "validate",
      summary: "Check scenario files without running them",
      load: async () => (await import("./validate.js")).validateCommand,
    },
    {
      name: "analyze",
      summary: "Summarise metrics tables, several side by side",
      load: async () => (await import("./analyze.js")).analyzeCommand,
    },
    {
      name: "compare",
      summary: "Hold arms against a control, with statistics",
      load: async () => (await import("./compare.js")).compareCommand,
    },
    {
      name: "sweep",
      summary: "Run a study: a scenario at many points",
      load: async () => (await import("./sweep.js")).sweepCommand,
    },
    {
      name: "report",
      summary: "Make a page of a run, a comparison or a sweep",
      load: async () => (await import("./report.js")).reportCommand,
    },
    {
      name: "note",
      summary: "Write the research note on both alignments",
      load: async () => (await import("./note.js")).noteCommand,
    },
    {
      name: "replay",
      summary: "Run a recorded run again and prove its files",
      load: async () => (await import("./replay.js")).replayCommand,
    },
    {
      name: "list",
      summary: "List scenarios and the questions they ask",
      load: async () => (await import("./list.js")).listCommand,
    },
    {
      name: "agents",
      summary: "List agent types and their keys",
      load: async () => (await import("./agents.js")).agentsCommand,
    },
    {
      name: "levers",
      summary: "List governance levers and dynamics with their keys",
      load: async () => (await import("./levers.js")).leversCommand,
    },
    {
      name: "metrics",
      summary: "List metrics columns, or success criteria",
      load: async () => (await import("./metrics.js")).metricsCommand,
    },
    {
      name: "models",
      summary: "List providers of language models, reach one",
      load: async () => (await import("./models.js")).modelsCommand,
    },
    {
      name: "judge",
      summary: "Hold a judge of answers against people's labels",
      load: async () => (await import("./judge.js")).judgeCommand,
    },
    {
      name: "waltz",
      summary: "Train a conversation and a feedback agent together",
      load: async () => (await import("./waltz.js")).waltzCommand,
    },
    {
      name: "macpo",
      summary: "Train weak teachers and a strong student on each other",
      load: async () => (await import("./macpo.js")).macpoCommand,
    },
    {
      name: "research",
      summary: "From a paper to a study with verdicts",
      load: async () => (await import("./research.js")).researchCommand,
    },
  ],
  ({ name }) => name,
);
