import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Outcome } from "../../src/batch/run-job.js";
import { type ManyOptions, simulateMany } from "../../src/batch/simulate-many.js";
import { Budget } from "../../src/llm/budget.js";
import { digestOf } from "../../src/scenario/digest.js";
import { parseScenario } from "../../src/scenario/load.js";
import { simulate } from "../../src/scenario/simulate.js";
import type { Scenario } from "../../src/scenario/spec.js";
import { type ModelReply, ModelServer } from "../support/model-server.js";

let server: ModelServer;
beforeAll(async () => {
  server = await ModelServer.start();
});
afterAll(() => server.stop());

const worker = new URL("../support/source-worker.mjs", import.meta.url).href;

function scenario(seed: number, concurrency = 8): Scenario {
  return parseScenario(
    `
agents: [{ type: honest, count: 2 }, { type: waltz_pair, config: { conversation: m, trigger: "off" } }]
models:
  m: { provider: openai-compatible, base_url: "${server.origin}/v1", model: small, pace: { concurrency: ${concurrency} }, retry: { max_retries: 0 } }
simulation: { n_epochs: 1, steps_per_epoch: 4, seed: ${seed} }`,
    "remote.yaml",
  );
}

const plain = (seed: number) =>
  parseScenario(`agents: [{ count: 3 }]\nsimulation: { n_epochs: 1, seed: ${seed} }`, "plain.yaml");

async function all(scenarios: Iterable<Scenario>, options: ManyOptions = {}): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for await (const outcome of simulateMany(scenarios, { worker, ...options })) outcomes.push(outcome);
  return outcomes;
}

/** A model that keeps everybody waiting, and how many wait at once at most. */
function slowModel() {
  const seen = { now: 0, most: 0 };
  server.willSay();
  server.answering = ({ seed }): ModelReply => {
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    // The reply is written after the delay; until then the call is under way.
    setTimeout(() => {
      seen.now -= 1;
    }, 15);
    return { text: Number(seed) % 2 === 0 ? "Gladly." : "I'm sorry, I can't help with that.", delay: 20 };
  };
  return seen;
}

describe("many runs that ask models", () => {
  it("go on at once, share one pacer, and come to what each comes to alone, in order", async () => {
    const seeds = [1, 2, 3, 4, 5, 6];
    const seen = slowModel();
    const outcomes = await all(seeds.map((seed) => scenario(seed)));
    expect(seen.most).toBeGreaterThan(2);
    const alone = [];
    for (const seed of seeds) alone.push({ digest: digestOf(scenario(seed), await simulate(scenario(seed)), false) });
    expect(outcomes).toEqual(alone);
    const paced = slowModel();
    expect(await all(seeds.map((seed) => scenario(seed, 1)))).toEqual(alone);
    expect(paced.most).toBe(1);
  });

  it("stand beside runs that ask none, in the order of the scenarios", async () => {
    slowModel();
    for (const threads of [1, 2]) {
      const outcomes = await all([plain(1), scenario(2), plain(3), scenario(4)], { threads });
      expect(outcomes.map(({ digest }) => digest?.seed)).toEqual([1, 2, 3, 4]);
      expect(outcomes.map(({ digest }) => digest?.pooled.model_calls)).toEqual([undefined, 4, undefined, 4]);
    }
  });

  it("stop together when the budget of the sweep is spent, after what was done is handed out", async () => {
    slowModel();
    const budget = new Budget("sweep", { max_calls: 10 });
    const seen: (number | undefined)[] = [];
    const some = async () => {
      for await (const { digest } of simulateMany(
        [1, 2, 3, 4].map((seed) => scenario(seed, 1)),
        { models: { budget } },
      )) {
        seen.push(digest?.seed);
      }
    };
    await expect(some()).rejects.toThrow("the sweep's budget of 10 calls is spent");
    expect(budget.calls).toBe(10);
    expect(server.arrived).toHaveLength(10);
  });

  it("stop when the model cannot be asked, while an agent's own failure stays with its run", async () => {
    server.willSay();
    server.answering = () => ({ status: 503, says: "down" });
    await expect(all([scenario(1), scenario(2)])).rejects.toThrow("the endpoint fails (status 503)");
    slowModel();
    const own = scenario(3);
    const broken = {
      ...own,
      spec: { ...own.spec, models: { m: { ...own.spec.models!.m, budget: { max_calls: 2 } } } },
    };
    const [failed, good] = await all([broken, scenario(4)]);
    expect(failed.error?.message).toContain('the model "m"\'s budget of 2 calls is spent');
    expect(good.digest?.seed).toBe(4);
  });
});
