import { describe, expect, it } from "vitest";
import type { Outcome } from "../../src/batch/run-job.js";
import { type ManyOptions, simulateMany } from "../../src/batch/simulate-many.js";
import { loadScenario } from "../../src/scenario/load.js";
import type { Scenario } from "../../src/scenario/spec.js";

/** Threads of the tests run the sources. */
const worker = new URL("../support/source-worker.mjs", import.meta.url).href;

const seeds = (count: number): Scenario[] =>
  Array.from({ length: count }, (_, seed) => loadScenario("scenarios/macpo_weak_to_strong.yaml", { seed, epochs: 5 }));

async function all(scenarios: Iterable<Scenario>, options: ManyOptions): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for await (const outcome of simulateMany(scenarios, { worker, ...options })) outcomes.push(outcome);
  return outcomes;
}

describe("many runs", () => {
  it("come out in order and the same to the last bit, whatever the number of threads", async () => {
    const scenarios = seeds(60);
    const one = await all(scenarios, { threads: 1, keepRows: true });
    const three = await all(scenarios, { threads: 3, keepRows: true });
    expect(one.map(({ digest }) => digest?.seed)).toEqual(scenarios.map((_, seed) => seed));
    expect(JSON.stringify(three)).toBe(JSON.stringify(one));
    expect(new Set(one.map(({ digest }) => digest?.pooled.toxicity_rate)).size).toBe(60);
  });

  it("go on when one fails, and say what failed", async () => {
    const [good, other] = seeds(2);
    const broken = { ...other, spec: { ...other.spec, agents: [{ type: "nobody", count: 1, config: {} }] } };
    for (const threads of [1, 2]) {
      const [a, b, c] = await all([good, broken, good], { threads });
      expect(a.digest?.counts.epochs).toBe(5);
      expect(b.error?.message).toContain('unknown agent type "nobody"');
      expect(c.digest?.counts.epochs).toBe(5);
    }
  });

  it("stop when they are told to", async () => {
    for (const threads of [1, 2]) {
      const control = new AbortController();
      let seen = 0;
      const run = async () => {
        for await (const _ of simulateMany(seeds(200), { threads, worker, signal: control.signal })) {
          seen += 1;
          if (seen === 3) control.abort(new Error("enough"));
        }
      };
      await expect(run()).rejects.toThrow("enough");
      expect(seen).toBeLessThan(200);
    }
  });
});
