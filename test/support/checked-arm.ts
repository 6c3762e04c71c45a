import type { CheckedArm } from "../../src/analysis/validity/check-runs.js";
import { digestOf, type RunDigest } from "../../src/scenario/digest.js";
import { BUILT_IN, type Extensions } from "../../src/scenario/extensions.js";
import { type LoadOptions, parseScenario } from "../../src/scenario/load.js";
import { simulate } from "../../src/scenario/simulate.js";
import type { Scenario } from "../../src/scenario/spec.js";
import { withSeed } from "./panel.js";

/** An arm whose runs are at hand, first seed first. */
export interface ArmAtHand extends CheckedArm {
  readonly runs: readonly RunDigest[];
}

/** Runs a scenario with `count` seeds from its own on. */
export async function armOf(
  scenario: Scenario,
  count = 1,
  { name = "arm", extensions = BUILT_IN }: { readonly name?: string; readonly extensions?: Extensions } = {},
): Promise<ArmAtHand> {
  const runs: RunDigest[] = [];
  for (let i = 0; i < count; i += 1) {
    const seeded = withSeed(scenario, scenario.spec.simulation.seed + i);
    runs.push(digestOf(seeded, await simulate(seeded, { extensions }), true));
  }
  return { name, scenario, runs };
}

const POPULATION =
  "agents: [{ type: honest, count: 3 }, { type: opportunistic, count: 2 }, { type: adversarial, count: 2 }]";

/** The same for a scenario that is written in the test; without a population it has seven agents of three types. */
export function armOfText(
  yaml: string,
  { count = 1, name = "arm", ...options }: LoadOptions & { readonly count?: number; readonly name?: string } = {},
): Promise<ArmAtHand> {
  const text = /^agents:/m.test(yaml) ? yaml : `${POPULATION}\n${yaml}`;
  const seeded = { seed: 1, ...options };
  return armOf(parseScenario(text, "test.yaml", seeded), count, { name, ...pick(options) });
}

function pick({ extensions }: LoadOptions) {
  return extensions === undefined ? {} : { extensions };
}
