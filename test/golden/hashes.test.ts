import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { makeHashes, REPLAY_COLUMNS, type ScenarioHashes, shippedScenarios } from "./hashes-made.js";
import type { GoldenRuns } from "./runs-replay.js";

/** Written by `npx tsx scripts/update-hashes.ts` when behaviour is meant to change; a test never writes it. */
const HASHES: Readonly<Record<string, ScenarioHashes>> = JSON.parse(
  readFileSync(new URL("hashes.json", import.meta.url), "utf8"),
);

function goldenRuns(name: string): GoldenRuns | undefined {
  const file = new URL(`../../../shared/golden/runs/${name}.json`, import.meta.url);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

describe("the bytes of a run are what they were", () => {
  it("for exactly the scenarios that are shipped", () => {
    expect(Object.keys(HASHES)).toEqual(shippedScenarios());
  });

  it("in replays of all three seeds of each golden run, over their columns and on their networks", () => {
    const files = shippedScenarios().flatMap((name) => goldenRuns(name) ?? []);
    if (files.length === 0) console.warn("golden runs absent: ../shared/golden/runs; replays are held to hashes alone");
    for (const { scenario, runs, ...columns } of files) {
      expect(Object.keys(HASHES[scenario].replays)).toEqual(runs.map(({ seed }) => String(seed)));
      for (const { seed, network_edges } of runs) expect(HASHES[scenario].edges?.[seed]).toEqual(network_edges);
      expect(columns.interaction_columns).toEqual(REPLAY_COLUMNS.interactions);
      expect(columns.epoch_columns).toEqual(REPLAY_COLUMNS.epochs);
      expect(columns.agent_columns).toEqual(REPLAY_COLUMNS.agents);
    }
    for (const { replays } of Object.values(HASHES)) {
      for (const hash of Object.values(replays)) expect(hash).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  describe.each(shippedScenarios())("%s", (name) => {
    it("in the event log and both tables, with its own streams and replaying the reference system", async () => {
      const expected = HASHES[name];
      const found = await makeHashes(name, expected?.edges);
      expect(found).toEqual(expected);
    });
  });

  it("and a run that is repeated gives the same bytes again", async () => {
    expect(await makeHashes("baseline")).toEqual(await makeHashes("baseline"));
  });
});
