import { join } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { InputError } from "../../base/errors.js";
import { keyedSource } from "../../base/random/keyed-source.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { classOf } from "../../waltz/data/classes.js";
import { ROLES, type Role } from "../../waltz/data/example.js";
import type { PlacedExample } from "../../waltz/data/example-lines.js";
import { type Side, splitByGroup } from "../../waltz/data/split.js";
import { testPrompts } from "../../waltz/data/test-prompts.js";
import { counted } from "../format-text.js";
import { wholeNumber } from "../whole-number.js";
import { dataOptions } from "./data-options.js";
import { readData, withoutFaults } from "./data-read.js";
import { notesIn, writeData } from "./data-write.js";

/** Share of the data that is tested where there is not enough for the number asked for. */
const SHARE = 0.2;
const PROMPTS = "test_prompts.jsonl";

/** `swarm waltz data split`: training and test files out of a pool, by whole groups. */
export const splitVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("split")
      .description(
        "Split pools of examples into training and test files. Groups stay whole and on one side, for both agents " +
          "together, so that no twin of a test example is trained on; classes keep their shares as far as groups allow.",
      )
      .argument("<path...>", "folders with <agent>_agent.jsonl, or such files")
      .option("--out <folder>", "where the files go", "data/waltzrl")
      .option(
        "--test <number>",
        "examples of each test file; a fifth of the data where there are not five times as many",
        wholeNumber(1),
        500,
      )
      .addOption(dataOptions.seed())
      .option("--json", "print what was done as JSON")
      .action((paths, { out, test, seed, json }) => {
        const { files, reads, attributions } = withoutFaults(readData(paths, ["pool"]));
        const examples = files.flatMap((file) => file.examples);
        const wanted = wantedOf(examples, test);
        const known = examples.map((placed) => {
          const kind = classOf(placed.role, placed.example, placed.facts);
          return { role: placed.role, group: placed.facts.group, kind };
        });
        const sides = splitByGroup(known, wanted, keyedSource(seed));
        const of = (side: Side) => byRole(examples.filter((_, at) => sides[at] === side));
        const parts = { training: of("training"), test: of("test") };
        checkFilled(parts, wanted);
        const prompts = testPrompts(parts.test.conversation);
        const lines = prompts.map((prompt) => `${JSON.stringify(prompt)}\n`);
        const asked = lines.length === 0 ? [] : [{ path: join(out, PROMPTS), content: lines }];
        const written = writeData(out, parts, reads, { attributions: notesIn(attributions), files: asked });
        const spare = sides.filter((side) => side === "spare").length;
        const groups = new Set(known.filter((_, at) => sides[at] === "test").map(({ group }) => group)).size;
        const told = {
          seed,
          groups: new Set(known.map(({ group }) => group)).size,
          test_groups: groups,
          left_out: spare,
        };
        if (json) process.stdout.write(`${JSON.stringify({ ...told, files: written }, null, 2)}\n`);
        else process.stdout.write(`${textOf(told, written, asked.length > 0 ? join(out, PROMPTS) : undefined)}\n`);
      });
  },
};

function wantedOf(examples: readonly PlacedExample[], test: number): Readonly<Record<Role, number>> {
  const [conversation, feedback] = ROLES.map((role) => {
    const all = examples.filter((placed) => placed.role === role).length;
    return all >= test / SHARE ? test : Math.floor(all * SHARE);
  });
  return { conversation: conversation ?? 0, feedback: feedback ?? 0 };
}

function byRole(examples: readonly PlacedExample[]): Readonly<Record<Role, readonly PlacedExample[]>> {
  const [conversation, feedback] = ROLES.map((role) => examples.filter((placed) => placed.role === role));
  return { conversation: conversation ?? [], feedback: feedback ?? [] };
}

/** @throws InputError where the groups are too few or too large to have some on both sides */
function checkFilled(
  parts: Readonly<Record<"training" | "test", Readonly<Record<Role, readonly PlacedExample[]>>>>,
  wanted: Readonly<Record<Role, number>>,
): void {
  for (const role of ROLES) {
    const [training, test] = [parts.training[role].length, parts.test[role].length];
    if (training + test === 0 || (training > 0 && test > 0)) continue;
    throw new InputError(
      `the examples of the ${role} agent cannot be split: ${counted(training + test, "example")}, ${wanted[role]} of them ` +
        "wanted for the test, are in too few groups (a group is never divided)",
    );
  }
}

function textOf(
  told: { readonly groups: number; readonly test_groups: number; readonly left_out: number },
  written: readonly { readonly file: string; readonly examples: number }[],
  prompts: string | undefined,
): string {
  const left =
    told.left_out === 0
      ? []
      : [`left out: ${counted(told.left_out, "example")} of groups that are tested, beyond the number asked for`];
  return [
    ...written.map(({ file, examples }) => `${file}: ${counted(examples, "example")}`),
    `groups: ${told.groups}, of them tested: ${told.test_groups}`,
    ...left,
    ...(prompts === undefined ? [] : [`${prompts}: the test prompts, to ask a pair`]),
  ].join("\n");
}
