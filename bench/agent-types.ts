import { AGENTS } from "../src/agents/registry.js";
import { InputError } from "../src/base/errors.js";
import { build } from "../src/scenario/build.js";
import { BUILT_IN } from "../src/scenario/extensions.js";
import { costPerUnit } from "./measure.js";
import { only } from "./mix.js";
import { say } from "./say.js";

/** Nanoseconds from which a type is measured at the small size alone: a million of its turns would take half a minute. */
const TOO_DEAR = 30_000;

/** A population half of one type and half honest, at two sizes. */
export async function agentTypes(quick: boolean) {
  say("by agent type (half of it, half honest): CPU ns per agent-step at N = 700 and 70,000, and their ratio");
  const table: Record<string, readonly number[]> = {};
  for (const { type } of AGENTS) {
    const costs: number[] = [];
    try {
      await cost(only(type, 700, 10, 10));
      costs.push(await cost(only(type, 700, 10, 10)));
      if (!quick && costs[0] < TOO_DEAR) costs.push(await cost(only(type, 70_000, 2, 10)));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      say(`  ${type.padEnd(28)}not measured: it asks a model`);
      continue;
    }
    table[type] = costs;
    const ratio = costs.length > 1 ? (costs[1] / costs[0]).toFixed(1) : "";
    say(`  ${type.padEnd(28)}${[...costs.map((one) => one.toFixed(0)), ratio].map((c) => c.padStart(9)).join("")}`);
  }
  say();
  return table;
}

function cost(scenario: ReturnType<typeof only>): Promise<number> {
  const simulation = build(scenario, BUILT_IN);
  return costPerUnit(async () => {
    await simulation.run();
    return simulation.agentSteps;
  });
}
