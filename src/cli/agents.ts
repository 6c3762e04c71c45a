import type { Command } from "@commander-js/extra-typings";
import { AGENTS } from "../agents/registry.js";
import { defineCommand } from "../contract/command.js";
import { catalogue, chosen } from "./catalogue.js";
import { configKeys } from "./config-keys.js";

/** `swarm agents`: the agent types and the keys of their `config`. */
export const agentsCommand = defineCommand({
  name: "agents",
  register(program: Command): void {
    program
      .command("agents")
      .description("List agent types: what each does, and every key of its config with default, range and unit.")
      .argument("[type...]", "types to show (default: all)")
      .option("--json", "print a list of objects")
      .action((types, { json }) => {
        const found = chosen(AGENTS, types).map(({ type, summary, archetype, config, refusedInCompat }) => {
          return { type, summary, archetype, refused_in_compat: refusedInCompat, keys: configKeys(config) };
        });
        const entries = found.map(({ type, summary, archetype, refused_in_compat, keys }) => {
          const refused = refused_in_compat === undefined ? [] : [`not with --compat: ${refused_in_compat}`];
          return { name: type, summary, keys, notes: [`archetype ${archetype}`, ...refused] };
        });
        process.stdout.write(`${json ? JSON.stringify(found, null, 2) : catalogue(entries)}\n`);
      });
  },
});
