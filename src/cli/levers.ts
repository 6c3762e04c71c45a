import type { Command } from "@commander-js/extra-typings";
import { Registry } from "../base/registry.js";
import { defineCommand } from "../contract/command.js";
import { DYNAMICS } from "../dynamics/registry.js";
import { LEVERS } from "../governance/registry.js";
import { catalogue, chosen, type Entry } from "./catalogue.js";
import { configKeys } from "./config-keys.js";

/** Levers, whose keys stand under `governance`, and dynamics, which are blocks of their own. */
const PARTS = new Registry<Entry>(
  "lever or dynamic",
  [
    ...[...LEVERS].map(({ name, summary, config, inert, aliases = {} }) => {
      const others = Object.entries(aliases).map(([alias, key]) => `${alias} is another name of ${key}`);
      return { name, summary, keys: configKeys(config, inert), notes: ["lever, keys under governance", ...others] };
    }),
    ...[...DYNAMICS].map(({ name, summary, config, inert }) => {
      return { name, summary, keys: configKeys(config, inert), notes: [`dynamic, keys under ${name}`] };
    }),
  ],
  ({ name }) => name,
);

/** `swarm levers`: what governs a population or happens to it, and the keys that set it. */
export const leversCommand = defineCommand({
  name: "levers",
  register(program: Command): void {
    program
      .command("levers")
      .description(
        "List governance levers and dynamics: what each does, every key with default, range and unit, and the keys " +
          "that have no effect. Effects are applied in the order of the list.",
      )
      .argument("[name...]", "levers or dynamics to show (default: all)")
      .option("--json", "print a list of objects")
      .action((names, { json }) => {
        const found = chosen(PARTS, names);
        process.stdout.write(`${json ? JSON.stringify(found, null, 2) : catalogue(found)}\n`);
      });
  },
});
