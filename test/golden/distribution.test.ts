import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadScenario } from "../../src/scenario/load.js";
import type { Scenario } from "../../src/scenario/spec.js";
import { holmRejects, ksTwoSample } from "../support/ks.js";
import { type PanelRow, panelRow, withSeed } from "../support/panel.js";
import { replays } from "../support/replays.js";

/**
 * Runs of each kind. The seeds are fixed: the outcome of this file never changes by chance. Of shifts by half a standard
 * deviation this many runs show about four in five, twice as many nearly all.
 */
const RUNS = 200;
/** Chance of any false alarm among the columns of a family, were the two kinds of run equally distributed. */
const FAMILY_ERROR = 0.01;
/** Neighbouring seeds of the reference system share streams; these lie far apart. */
const FIRST_COMPAT_SEED = 1_000_000;
const COMPAT_STRIDE = 1_000;

const FOLDER = new URL("../../scenarios/", import.meta.url);
/** Scenarios with models in them have nothing in the reference system to be compared with. */
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".yaml") && !/^models:/m.test(readFileSync(new URL(file, FOLDER), "utf8")))
  .map((file) => file.slice(0, -".yaml".length))
  .sort();

/** Scenarios that cannot be compared: the reference system has no agent that learns, so `student` refuses its replay. */
const NOT_REPLAYABLE: readonly string[] = ["macpo_poisoned", "macpo_student"];

function load(name: string, compat?: "swarm-1.9"): Scenario {
  return loadScenario(new URL(`${name}.yaml`, FOLDER).pathname, { compat });
}

async function ensemble(scenario: Scenario, seedOf: (run: number) => number): Promise<PanelRow[]> {
  const rows: PanelRow[] = [];
  for (let run = 0; run < RUNS; run += 1) rows.push(await panelRow(withSeed(scenario, seedOf(run))));
  return rows;
}

/** A column's figures; one that a run does not define counts as -1, so that how often that happens is compared too. */
function figures(rows: readonly PanelRow[], column: string): number[] {
  return rows.map((row) => row[column] ?? -1);
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
}

/** Columns whose distributions differ, by Kolmogorov-Smirnov and Holm. A column that never varies says nothing. */
function differing(one: readonly PanelRow[], other: readonly PanelRow[], columns: readonly string[]): string[] {
  const pValues = new Map<string, number>();
  for (const column of columns) {
    const [a, b] = [figures(one, column), figures(other, column)];
    if (new Set([...a, ...b]).size > 1) pValues.set(column, ksTwoSample(a, b).p);
  }
  return holmRejects(pValues, FAMILY_ERROR).map((column) => `${column} (p = ${pValues.get(column)?.toExponential(1)})`);
}

describe("runs with the project's own streams are distributed as runs of the reference system", () => {
  it("in every shipped scenario but those that cannot be replayed", () => {
    expect(names.filter((name) => !replays(`${name}.yaml`))).toEqual(NOT_REPLAYABLE);
    expect(names).toContain("baseline");
  });

  describe.each(names.filter((name) => replays(`${name}.yaml`)))("%s", (name) => {
    const own = load(name);
    const types = [...new Set(own.spec.agents.map(({ type }) => type))];
    const isByType = (column: string) => types.some((type) => column.includes(`_${type}`));
    // Vitest collects before it runs: the runs are made by the first test that asks for them.
    let made: Promise<readonly [keyed: PanelRow[], compat: PanelRow[]]> | undefined;
    const ensembles = () => {
      made ??= Promise.all([
        ensemble(own, (run) => run),
        ensemble(load(name, "swarm-1.9"), (run) => FIRST_COMPAT_SEED + COMPAT_STRIDE * run),
      ]);
      return made;
    };
    const columnsOf = ([row]: readonly PanelRow[]) => Object.keys(row).filter((column) => column !== "seed");

    it("in no column of the run do 200 and 200 runs differ", async () => {
      const [keyed, compat] = await ensembles();
      const columns = columnsOf(keyed).filter((column) => !isByType(column));
      expect(differing(keyed, compat, columns)).toEqual([]);
    });

    it("in no column of an agent type do they differ", async () => {
      const [keyed, compat] = await ensembles();
      const columns = columnsOf(keyed).filter(isByType);
      expect(columns.length).toBeGreaterThanOrEqual(16 * types.length);
      expect(differing(keyed, compat, columns)).toEqual([]);
    });

    it("while toxicity half a standard deviation higher is noticed, in its column alone", async () => {
      const [keyed, compat] = await ensembles();
      const columns = columnsOf(keyed).filter((column) => !isByType(column));
      const half = standardDeviation(figures(compat, "mean_toxicity_rate")) / 2;
      const shifted = keyed.map((row) => ({ ...row, mean_toxicity_rate: (row.mean_toxicity_rate ?? 0) + half }));
      const noticed = differing(shifted, compat, columns);
      expect(noticed).toEqual([expect.stringMatching(/^mean_toxicity_rate /)]);
    });
  });
});
