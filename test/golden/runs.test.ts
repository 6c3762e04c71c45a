import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { loadScenario, parseScenario } from "../../src/scenario/load.js";
import type { Scenario } from "../../src/scenario/spec.js";
import { isClose } from "../support/golden.js";
import { type Cell, type GoldenRun, type GoldenRuns, replay, withEdges } from "./runs-replay.js";

type Parameters = Readonly<Record<string, unknown>>;

const FOLDER = new URL("../../../shared/golden/runs/", import.meta.url);
const PRESENT = existsSync(FOLDER);
if (!PRESENT) {
  console.warn("golden runs absent: ../shared/golden/runs; only the run in the test itself is compared");
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"));
}

const files = (PRESENT ? readdirSync(FOLDER) : [])
  .filter((name) => name.endsWith(".json") && name !== "parameters.json")
  .sort()
  .map((name) => read<GoldenRuns>(name));
const parameters = PRESENT ? read<Readonly<Record<string, Parameters>>>("parameters.json") : {};

/** Through the loader, as text, so that the reference system's own keys have to be understood. */
function load(name: string, given: Parameters, seed: number): Scenario {
  return parseScenario(stringify(given), `${name}.yaml`, { compat: "swarm-1.9", seed });
}

/** The scenario of that name in this project. */
function shipped(name: string): string {
  return new URL(`../../scenarios/${name}.yaml`, import.meta.url).pathname;
}

/** Plays the run again and says of every figure that differs: where, what was expected and what came. */
async function mismatches(file: GoldenRuns, run: GoldenRun, scenario: Scenario, shown?: number): Promise<string[]> {
  const { interactions, epochs, agents } = await replay(scenario, shown);
  return [
    ...compare("interaction", file.interaction_columns, run.interactions, interactions),
    ...compare("epoch", file.epoch_columns, run.epochs, epochs, 0),
    ...compare("agent", file.agent_columns, run.agents, agents),
  ].map((text) => `${file.scenario}, seed ${run.seed}, ${text}`);
}

/** `blank` is what an undefined figure counts as. */
function compare(
  what: string,
  columns: readonly string[],
  expected: readonly (readonly Cell[])[],
  found: readonly Readonly<Record<string, unknown>>[],
  blank?: number,
): string[] {
  const wrong: string[] = [];
  if (found.length !== expected.length) wrong.push(`${what}s: expected ${expected.length}, got ${found.length}`);
  expected.forEach((row, i) => {
    columns.forEach((column, c) => {
      const value = found[i]?.[column] ?? blank;
      const wanted = row[c];
      const same = typeof wanted === "number" && typeof value === "number" ? isClose(value, wanted) : value === wanted;
      if (!same) wrong.push(`${what} ${i}, ${column}: expected ${wanted}, got ${value}`);
    });
  });
  return wrong;
}

/** Fails with the number of differences and the first forty of them, in the order of the run. */
function expectNone(wrong: readonly string[]): void {
  if (wrong.length === 0) return;
  const more = wrong.length > 40 ? `\nand ${wrong.length - 40} more` : "";
  throw new Error(`${wrong.length} differences:\n${wrong.slice(0, 40).join("\n")}${more}`);
}

/** SWARM v1.9.0 (commit dc472fe8), its baseline scenario with the seed 42 that it names. */
const KNOWN: GoldenRuns = {
  scenario: "baseline",
  epoch_columns: [
    "epoch",
    "total_interactions",
    "accepted_interactions",
    "total_posts",
    "total_votes",
    "toxicity_rate",
  ],
  agent_columns: ["agent_id", "agent_type", "reputation", "resources", "total_payoff", "frozen"],
  interaction_columns: ["epoch", "step", "initiator", "counterparty", "accepted", "v_hat", "p"],
  runs: [
    {
      seed: 42,
      interactions: [
        [0, 0, "opportunistic_1", "deceptive_1", true, 0.3750981048502068, 0.6792214507837022],
        [0, 0, "honest_3", "honest_1", true, 0.5815326585241463, 0.7618892526672755],
        [0, 4, "honest_1", "honest_3", true, 0.6892564859026692, 0.7987520708196731],
        [0, 8, "honest_1", "honest_3", true, 0.5516168912634876, 0.7508655285493077],
      ],
      epochs: [
        [0, 5, 5, 9, 10, 0.2539936963271273],
        [1, 2, 2, 26, 24, 0.28619566208075237],
        [2, 3, 3, 40, 41, 0.2706427216167941],
        [3, 5, 5, 53, 54, 0.3247009413000618],
        [4, 4, 4, 74, 63, 0.30699700024767074],
        [5, 10, 10, 90, 71, 0.35644137979382384],
        [6, 8, 8, 107, 74, 0.32553722680756036],
        [7, 5, 5, 123, 76, 0.26627804386771914],
        [8, 5, 5, 132, 78, 0.2868297278470645],
        [9, 6, 6, 144, 80, 0.33896514679137063],
      ],
      agents: [
        ["honest_1", "honest", 3.1628035950652706, 100, 22.69621640200853, false],
        ["honest_2", "honest", 1.793083155052886, 100, 6.202217654079183, false],
        ["honest_3", "honest", 2.7595599283499372, 100, 16.096925923252346, false],
        ["opportunistic_1", "opportunistic", 2.310731291672528, 100, 8.966096937508789, false],
        ["deceptive_1", "deceptive", 0, 100, 2.617076993573013, false],
      ],
    },
  ],
};

describe("a run of the reference system is replayed", () => {
  it("number by number, for the start and the end of one that is written down here", async () => {
    const scenario = loadScenario(shipped("baseline"), { compat: "swarm-1.9" });
    expectNone(await mismatches(KNOWN, KNOWN.runs[0], scenario, 4));
  });

  it("in every scenario for which there are parameters", () => {
    expect(files.map(({ scenario }) => scenario)).toEqual(Object.keys(parameters).sort());
    for (const { scenario, runs } of files) expect(runs.length, scenario).toBeGreaterThanOrEqual(3);
  });

  describe.each(files)("$scenario", (file) => {
    const given = parameters[file.scenario];

    it("whose parameters load as they are", () => {
      const { spec } = load(file.scenario, given, file.runs[0].seed);
      expect(spec.scenario_id).toBe(given.scenario_id);
      expect(spec.agents.map(({ type, count }) => ({ type, count }))).toEqual(
        (given.agents as Parameters[]).map(({ type, count }) => ({ type, count })),
      );
    });

    it("and are those of the scenario that is shipped under its name", () => {
      const settings = ({ spec: { description: _, outputs: __, ...rest } }: Scenario) => rest;
      const own = loadScenario(shipped(file.scenario), { compat: "swarm-1.9" });
      expect(settings(own)).toEqual(settings(parseScenario(stringify(given), "given.yaml", { compat: "swarm-1.9" })));
    });

    it.each(file.runs)("with seed $seed, figure by figure", async (run) => {
      expectNone(await mismatches(file, run, load(file.scenario, withEdges(given, run.network_edges), run.seed)));
    });
  });
});
