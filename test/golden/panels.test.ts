import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { loadScenario, parseScenario } from "../../src/scenario/load.js";
import { isClose } from "../support/golden.js";
import { type PanelRow, panelRow, withSeed } from "../support/panel.js";

/** Columns of the panels that this project has nothing for, with why; the reference system has 0 there in every run. */
const NOT_REPORTED: Readonly<Record<string, string>> = {
  tasks: "there are no tasks: no scenario of a panel creates any",
  actions_without_agent_id: "an action belongs to whoever takes the turn, so it cannot lack a name",
  interactions_without_known_initiator: "a proposal always knows its initiator",
  accepted_without_known_initiator: "a proposal always knows its initiator",
};

const PANELS = ["alignment_waltz_targeted_feedback", "baseline", "macpo_weak_to_strong", "strict_governance"];

const SHARED = new URL("../../../shared/", import.meta.url);
const PARAMETERS = new URL("golden/runs/parameters.json", SHARED);
const present = PANELS.filter((name) => existsSync(panelFile(name)) && existsSync(PARAMETERS));
if (present.length < PANELS.length) {
  console.warn("reference panels absent: ../shared/reference; only the row in the test itself is compared");
}

function panelFile(name: string): URL {
  return new URL(`reference/${name}_seeds.csv`, SHARED);
}

/** Figures by column; a blank is a figure that is not defined. */
function readPanel(name: string): PanelRow[] {
  const rows: Record<string, string>[] = parse(readFileSync(panelFile(name), "utf8"), { columns: true });
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, text]) => [column, text === "" ? undefined : Number(text)])),
  );
}

/** The scenario with the settings that the reference system's panel was made with. */
function replayed(name: string) {
  const all: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(PARAMETERS, "utf8"));
  return parseScenario(stringify(all[name]), `${name}.yaml`, { compat: "swarm-1.9" });
}

function shipped(name: string): string {
  return new URL(`../../scenarios/${name}.yaml`, import.meta.url).pathname;
}

/** Every column of `expected` that differs, as text; integers must be met exactly. */
function differences(expected: PanelRow, found: PanelRow): string[] {
  return Object.entries(expected).flatMap(([column, wanted]) => {
    if (Object.hasOwn(NOT_REPORTED, column)) return [];
    const value = found[column];
    const same = wanted === undefined || value === undefined ? wanted === value : isClose(value, wanted);
    return same ? [] : [`seed ${expected.seed}, ${column}: expected ${wanted ?? "blank"}, got ${value ?? "blank"}`];
  });
}

describe("a panel of the reference system is reproduced", () => {
  it("in the figures of one run that are written down here", async () => {
    // SWARM v1.9.0 (commit dc472fe8), its baseline scenario with seed 0.
    const expected = {
      seed: 0,
      n_epochs: 10,
      total_interactions: 58,
      accepted: 52,
      rejected: 6,
      mean_toxicity_rate: 0.29503334862781694,
      mean_quality_gap: 0.04652542121439366,
      mean_total_welfare: 5.803703238560294,
      pooled_toxicity_rate: 0.29463440778459654,
      posts: 142,
      votes: 78,
      reputation_honest: 2.9148044350581572,
      payoff_opportunistic: 6.651896235039761,
      initiated_accept_share_deceptive: undefined,
      received_accept_share_deceptive: 0.6666666666666666,
      actions_honest_post: 66,
      actions_deceptive_vote: 63,
      agent_steps: 500,
      failed_actions: 43,
    };
    const scenario = loadScenario(shipped("baseline"), { compat: "swarm-1.9", seed: 0 });
    expect(differences(expected, await panelRow(scenario))).toEqual([]);
  });

  it("and a figure that is off by a billionth part, a blank and a missing column are told", () => {
    const found = { seed: 1, x: 1 + 2e-9, y: undefined };
    expect(differences({ seed: 1, x: 1, y: 0, z: 3 }, found)).toEqual([
      "seed 1, x: expected 1, got 1.000000002",
      "seed 1, y: expected 0, got blank",
      "seed 1, z: expected 3, got blank",
    ]);
  });

  describe.each(present)("%s", (name) => {
    const panel = readPanel(name);

    it("has 200 runs, and every column of theirs is reported but the few that are named", async () => {
      expect(panel.map(({ seed }) => seed)).toEqual(Array.from({ length: 200 }, (_, seed) => seed));
      const reported = Object.keys(await panelRow(replayed(name)));
      const missing = Object.keys(panel[0]).filter((column) => !reported.includes(column));
      expect(missing.sort()).toEqual(Object.keys(NOT_REPORTED).sort());
      for (const column of missing) expect(panel.filter((row) => row[column] !== 0)).toEqual([]);
    });

    it("run by run, seeds 0 to 199", async () => {
      const scenario = replayed(name);
      const wrong: string[] = [];
      for (const row of panel) wrong.push(...differences(row, await panelRow(withSeed(scenario, row.seed ?? -1))));
      const more = wrong.length > 40 ? [`and ${wrong.length - 40} more`] : [];
      expect([...wrong.slice(0, 40), ...more].join("\n"), `${wrong.length} differences`).toBe("");
    });
  });
});
