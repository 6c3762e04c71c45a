import { build } from "../src/scenario/build.js";
import { BUILT_IN } from "../src/scenario/extensions.js";
import { costPerUnit, growthExponent } from "./measure.js";
import { mix } from "./mix.js";
import { say } from "./say.js";

const LEVERS = {
  security: ["governance.security_enabled=true", "governance.security_quarantine_threshold=1"],
  collusion: ["governance.collusion_detection_enabled=true"],
} as const;

/** Levers that remember: cost per agent-step as the run grows longer, and as the population grows. */
export async function analyses(quick: boolean) {
  say("levers that remember, CPU ns per agent-step: by length of the run (7 agents), by size (2 epochs x 10 steps)");
  const result: Record<string, { lengths: number[][]; sizes: number[][]; by_length: number; by_size: number }> = {};
  for (const [name, keys] of Object.entries(LEVERS)) {
    for (let warm = 0; warm < 3; warm += 1) await cost(mix(7, 400, 12, keys));
    const lengths: [number, number][] = [];
    for (const epochs of quick ? [250, 1_000] : [250, 1_000, 4_000, 16_000]) {
      lengths.push([epochs, await cost(mix(7, epochs, 12, keys))]);
    }
    const sizes: [number, number][] = [];
    for (const agents of quick ? [70, 700] : [70, 700, 7_000, 70_000]) {
      sizes.push([agents, await cost(mix(agents, 2, 10, keys))]);
    }
    const [by_length, by_size] = [growthExponent(lengths), growthExponent(sizes)];
    result[name] = { lengths, sizes, by_length, by_size };
    const told = (points: readonly (readonly [number, number])[]) =>
      points.map(([at, ns]) => `${at}: ${ns.toFixed(0)}`).join(", ");
    say(`  ${name.padEnd(10)} epochs ${told(lengths)} (exponent ${by_length.toFixed(2)})`);
    say(`  ${"".padEnd(10)} agents ${told(sizes)} (exponent ${by_size.toFixed(2)})`);
  }
  say();
  return result;
}

function cost(scenario: ReturnType<typeof mix>): Promise<number> {
  const simulation = build(scenario, BUILT_IN);
  return costPerUnit(async () => {
    await simulation.run();
    return simulation.agentSteps;
  });
}
