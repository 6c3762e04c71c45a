import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import type { StreamFamily } from "../../src/base/random/random-source.js";
import { NetworkPartition } from "../../src/dynamics/perturbations/network-partition.js";
import type { Archetype } from "../../src/model/archetype.js";
import { FakeControls } from "../support/fake-controls.js";
import { ListedStreams } from "../support/listed-streams.js";
import { runText } from "../support/run-text.js";

type Config = ConstructorParameters<typeof NetworkPartition>[0];

const CONFIG: Config = { enabled: true, trigger: "epoch", at_epoch: 1, mode: "bisect" };

function stage(config: Partial<Config>, archetypes: readonly Archetype[], streams: StreamFamily = new ListedStreams()) {
  const controls = new FakeControls(archetypes);
  const graph = controls.joinAll();
  const make = () => new NetworkPartition({ ...CONFIG, ...config }, controls, streams);
  const before = [...graph.edges()];
  return { controls, graph, before, part: make(), make };
}

const honest = (count: number): Archetype[] => Array.from({ length: count }, () => "honest");
const ends = (edges: Iterable<{ a: number; b: number }>) => [...edges].map(({ a, b }) => `${a}-${b}`);

describe("a partition", () => {
  test.prop([fc.integer({ min: 2, max: 15 }), fc.nat()])(
    "in two halves leaves each whole and no edge between them, the smaller first half rounded down",
    (size, seed) => {
      const streams = keyedSource(seed).family(
        "partition",
        Array.from({ length: size }, (_, i) => `a_${i}`),
      );
      const { graph, part } = stage({}, honest(size), streams);
      part.strike(1);
      const sizes = Array.from({ length: size }, (_, agent) => graph.neighboursOf(agent).length + 1);
      const small = Math.floor(size / 2);
      const big = size - small;
      expect([...sizes].sort((a, b) => a - b)).toEqual([
        ...Array.from({ length: small }, () => small),
        ...Array.from({ length: big }, () => big),
      ]);
    },
  );

  it("in two halves shuffles from the end down and takes the first half", () => {
    // Worked by hand: 0 1 2 3 -> swap 3 with 0: 3 1 2 0 -> swap 2 with 1: 3 2 1 0 -> swap 1 with itself. Halves 3 2 | 1 0.
    const { graph, part } = stage({}, honest(4), new ListedStreams(0, 0.4, 0.9));
    part.strike(1);
    expect(ends(graph.edges())).toEqual(["0-1", "2-3"]);
  });

  it("around an archetype cuts what joins it to others", () => {
    const { graph, part } = stage({ mode: "isolate_type", isolate_type: "deceptive" }, [
      "honest",
      "deceptive",
      "honest",
      "deceptive",
    ]);
    part.strike(1);
    expect(ends(graph.edges())).toEqual(["0-2", "1-3"]);
  });

  it("in fragments cuts each edge on its own draw, in order", () => {
    const streams = new ListedStreams(0.1, 0.5, 0.9, 0.4, 0.6, 0.49);
    const { graph, part } = stage({ mode: "random_fragment" }, honest(4), streams);
    part.strike(1);
    expect(ends(graph.edges())).toEqual(["0-2", "0-3", "1-3"]);
    expect(streams.asked).toEqual([0, 0, 0, 1, 1, 2]);
  });

  it("happens once, at its epoch, and heals with the weights that the edges had", () => {
    const { graph, before, part } = stage({ heal_after_epochs: 2 }, honest(4), new ListedStreams(0, 0.4, 0.9));
    const counts = [0, 1, 2, 3, 4, 1].map((epoch) => {
      part.strike(epoch);
      part.heal(epoch);
      return graph.edgeCount;
    });
    expect(counts).toEqual([6, 2, 2, 6, 6, 6]);
    expect([...graph.edges()]).toEqual(before);
  });

  it("without a time to heal stays", () => {
    const { graph, part } = stage({}, honest(4), new ListedStreams(0, 0.4, 0.9));
    part.strike(1);
    part.heal(100);
    expect(graph.edgeCount).toBe(2);
  });

  it("on a condition, or without a network, does nothing", () => {
    const { graph, part } = stage({ trigger: "condition" }, honest(4));
    part.strike(1);
    expect(graph.edgeCount).toBe(6);
    const alone = new NetworkPartition(CONFIG, new FakeControls(honest(4)), new ListedStreams());
    expect(() => alone.strike(1)).not.toThrow();
  });

  it("heals after a checkpoint taken in between", () => {
    const { graph, before, part, make } = stage({ heal_after_epochs: 2 }, honest(4), new ListedStreams(0, 0.4, 0.9));
    part.strike(1);
    const restored = make();
    restored.restore(JSON.parse(JSON.stringify(part.save())));
    restored.strike(1);
    expect(graph.edgeCount).toBe(2);
    restored.heal(3);
    expect([...graph.edges()]).toEqual(before);
  });

  it("keeps the halves of a run from interacting until it heals", async () => {
    const run = await runText(`
agents: [{type: honest, count: 6}, {type: opportunistic, count: 6}]
simulation: {seed: 4, n_epochs: 8}
network: {topology: complete}
perturbations: {network_partition: {enabled: true, at_epoch: 2, mode: isolate_type, isolate_type: honest, heal_after_epochs: 3}}
`);
    const type = (id: string) => id.split("_")[0];
    const across = run
      .of("interaction_completed")
      .filter(({ initiator_id, counterparty_id }) => type(initiator_id) !== type(counterparty_id));
    const epochs = new Set(across.map(({ epoch }) => epoch));
    expect([2, 3, 4].filter((epoch) => epochs.has(epoch))).toEqual([]);
    expect([0, 1, 5, 6].filter((epoch) => epochs.has(epoch))).toEqual([0, 1, 5, 6]);
    expect(run.result.rows.map(({ network_n_components }) => network_n_components)).toEqual([1, 1, 2, 2, 2, 1, 1, 1]);
  });
});
