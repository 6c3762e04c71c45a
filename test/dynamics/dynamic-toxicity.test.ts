import { describe, expect, it } from "vitest";
import { ProxyDrift } from "../../src/dynamics/toxicity/proxy-drift.js";
import { QualityContagion } from "../../src/dynamics/toxicity/quality-contagion.js";
import { TrustErosion } from "../../src/dynamics/toxicity/trust-erosion.js";
import type { Interaction } from "../../src/model/interaction.js";
import { FakeControls } from "../support/fake-controls.js";
import { ListedStreams } from "../support/listed-streams.js";
import { runText } from "../support/run-text.js";

describe("proxy drift", () => {
  it("blunts the sigmoid by the toxicity so far, down to the floor", () => {
    const controls = new FakeControls(["honest"]);
    const drift = new ProxyDrift({ alpha: 0.5, k_floor: 0.8 }, controls);
    const ks = [0.4, 0.2, 0.9, 0].map((toxicity) => {
      drift.epochEnd(toxicity);
      return controls.sigmoidK;
    });
    // 2 (1 - 0.5 x 0.4), 2 (1 - 0.5 x 0.6), then 2 (1 - 0.5 x 1.5) = 0.5 lies below the floor
    expect(ks.map((k) => Number(k.toFixed(12)))).toEqual([1.6, 1.4, 0.8, 0.8]);
  });

  it("starts from the sharpness that the run has", () => {
    const controls = new FakeControls(["honest"]);
    controls.sigmoidK = 4;
    const drift = new ProxyDrift({ alpha: 0.5, k_floor: 0.5 }, controls);
    drift.epochEnd(0.5);
    expect(controls.sigmoidK).toBe(3);
  });
});

describe("trust erosion", () => {
  const CONFIG = { beta: 2, exit_threshold: 0.25, window: 2, min_honest: 1 };
  const stage = (draws: number[], config = CONFIG) => {
    const controls = new FakeControls(["honest", "deceptive", "honest", "honest", "honest"]);
    const streams = new ListedStreams(...draws);
    return { controls, streams, erosion: new TrustErosion(config, controls, streams) };
  };

  it("lets each honest agent leave with a chance that grows with the excess of toxicity", () => {
    const { controls, streams, erosion } = stage([0.49, 0.5, 0.9, 0.1]);
    erosion.epochEnd(0.5); // chance 2 (0.5 - 0.25) = 0.5, excluded
    expect(controls.done).toEqual(["freeze 0: trust erosion", "freeze 4: trust erosion"]);
    expect(streams.asked).toEqual([0, 2, 3, 4]);
  });

  it("looks at the mean of its window, of fewer epochs at the start", () => {
    const { controls, erosion } = stage([...[0.9, 0.9, 0.9, 0.9], ...[0.3, 0.5, 0.5, 0.5]]);
    erosion.epochEnd(0.2); // not above the threshold: nobody draws
    erosion.epochEnd(0.6); // mean 0.4, chance 0.3
    erosion.epochEnd(0.38); // mean of the last two 0.49, chance 0.48
    expect(controls.done).toEqual(["freeze 0: trust erosion"]);
  });

  it("draws for nobody at the threshold itself", () => {
    const { streams, erosion } = stage([]);
    erosion.epochEnd(0.25);
    expect(streams.asked).toEqual([]);
  });

  it("stops when only the last honest ones are left, without further draws, and does not count the frozen", () => {
    const { controls, streams, erosion } = stage([0, 0]);
    controls.cast[2].frozen = true;
    erosion.epochEnd(1); // chance 1; three honest agents are free, two may leave
    expect(controls.done).toEqual(["freeze 0: trust erosion", "freeze 3: trust erosion"]);
    erosion.epochEnd(1);
    expect(controls.done).toHaveLength(2);
    expect(streams.asked).toEqual([0, 3]);
  });
});

describe("quality contagion", () => {
  const accepted = (initiator: number, counterparty: number, p: number) =>
    ({ accepted: true, initiator, counterparty, p }) as Interaction;

  it("moves the trust of both parties by the mean quality of their accepted interactions, epoch by epoch", () => {
    const controls = new FakeControls(["honest", "honest", "honest", "honest"]);
    const contagion = new QualityContagion({ gamma: 0.2, neutral: 0.5 }, controls);
    contagion.settled(accepted(0, 1, 0.9));
    contagion.settled(accepted(1, 2, 0.3));
    contagion.settled({ ...accepted(3, 0, 0.1), accepted: false });
    contagion.epochEnd();
    // 0.2 (0.9 - 0.5), 0.2 (0.6 - 0.5), 0.2 (0.3 - 0.5); agent 3 had none
    expect(controls.done).toEqual(["shift 0 by 0.080000", "shift 1 by 0.020000", "shift 2 by -0.040000"]);
    controls.done.length = 0;
    contagion.settled(accepted(2, 3, 0.5));
    contagion.epochEnd();
    expect(controls.done).toEqual(["shift 2 by 0.000000", "shift 3 by 0.000000"]);
  });
});

describe("dynamic toxicity in a run", () => {
  const scenario = (enabled: string, agents = "[{type: honest, count: 4}, {type: adversarial, count: 3}]") => `
agents: ${agents}
simulation: {seed: 6, n_epochs: 10}
dynamic_toxicity: {enabled: ${enabled}, trust_erosion: {exit_threshold: 0, beta: 0.5}}
`;

  it("does nothing in an epoch without interactions", async () => {
    const run = await runText(
      scenario("[proxy_drift, trust_erosion, quality_contagion]", "[{type: honest, count: 1}]"),
    );
    expect(run.of("dynamic_acted")).toEqual([]);
  });

  it("acts in the order drift, erosion, contagion, whatever the order of the list, and only as listed", async () => {
    const actions = async (enabled: string) => {
      const acted = (await runText(scenario(enabled))).of("dynamic_acted");
      return acted.filter(({ epoch }) => epoch === 0).map(({ action }) => action);
    };
    expect(await actions("[quality_contagion, trust_erosion, proxy_drift]")).toEqual([
      "proxy drift",
      "trust erosion",
      "quality contagion",
    ]);
    expect(await actions("[trust_erosion]")).toEqual(["trust erosion"]);
    expect(await actions("[]")).toEqual([]);
  });

  it("drives out honest agents for good, save the last", async () => {
    const run = await runText(scenario("[trust_erosion]"));
    const honest = run.result.agents.filter(({ archetype }) => archetype === "honest");
    expect(honest.filter(({ frozen }) => !frozen)).toHaveLength(1);
    expect(run.of("agent_unfrozen")).toEqual([]);
    expect(run.of("agent_frozen").every(({ source }) => source === "dynamic_toxicity")).toBe(true);
  });
});
