import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { checkRun, checkRuns } from "../../../src/analysis/validity/check-runs.js";
import type { Finding } from "../../../src/analysis/validity/finding.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { armOf } from "../../support/checked-arm.js";

const PANELS = new URL("../../../../shared/reference/", import.meta.url);

/** 200 runs of the reference system, or undefined with a warning where they are absent: they are no part of the project. */
function panelOf(name: string): readonly Readonly<Record<string, number>>[] | undefined {
  const file = new URL(`${name}_seeds.csv`, PANELS);
  if (!existsSync(file)) {
    console.warn(`reference panel absent: ../shared/reference/${name}_seeds.csv; only our own runs are looked at`);
    return undefined;
  }
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true });
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, Number(cell)])));
}

/** What a finding is about, without its figures. */
const subject = ({ severity, check, evidence: { lever, type, criteria, keys, ...figures } }: Finding) => {
  const constants = Object.keys(figures).filter((key) => check === "constant_metric" && key !== "runs");
  return [severity, check, ...[lever ?? type ?? criteria ?? keys ?? constants].flat()].join(" ");
};

async function findingsOf(name: string) {
  const arm = await armOf(loadScenario(`scenarios/${name}.yaml`), 50);
  return { alone: checkRun(arm.scenario, arm.runs[0]!), together: checkRuns([arm]), runs: arm.runs };
}

type Looked = Awaited<ReturnType<typeof findingsOf>>;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** The one finding of a check, and of a lever or type where there are several. */
const evidenceOf = (findings: readonly Finding[], check: string, about?: string) =>
  findings.find(
    (finding) => finding.check === check && (about === undefined || Object.values(finding.evidence).includes(about)),
  )?.evidence as Readonly<Record<string, number>>;

describe("alignment_waltz_targeted_feedback", () => {
  const panel = panelOf("alignment_waltz_targeted_feedback");
  let looked: Looked;
  beforeAll(async () => {
    looked = await findingsOf("alignment_waltz_targeted_feedback");
  });

  it("raises with its own seed exactly this", () => {
    expect(looked.alone.map(subject)).toEqual([
      "warning idle_lever circuit_breaker",
      "warning idle_agents deceptive",
      "warning empty_epochs",
      "warning uneven_epochs",
      "warning trivial_criteria toxicity_threshold",
      "note inert_keys rate_limits.tasks_per_epoch payoff.w_rep",
    ]);
  });

  it("raises over 50 seeds exactly this", () => {
    expect(looked.together.map(subject)).toEqual([
      "warning idle_agents deceptive",
      "warning uneven_epochs",
      "warning trivial_criteria toxicity_threshold",
      "note empty_epochs",
      "note constant_metric contagion_depth containment_effectiveness",
      "note inert_keys rate_limits.tasks_per_epoch payoff.w_rep",
    ]);
  });

  it("raises nothing about its levers over 50 seeds: each acts in most runs, of the reference system too", () => {
    const acting = (source: string, action: string) =>
      looked.runs.filter(({ activity }) =>
        activity.some((entry) => entry.source === source && entry.action === action),
      );
    expect(acting("circuit_breaker", "freeze").length).toBeGreaterThan(25);
    expect(acting("random_audit", "cost").length).toBeGreaterThan(45);
    expect(acting("security", "freeze").length).toBeGreaterThan(45);
    for (const row of panel ?? []) expect(row.freezes).toBeGreaterThan(0);
  });

  it("has deceptive agents that hardly ever initiate, as in the reference panel", () => {
    const { initiated, interactions, share, equal_share, runs_without_initiating } = evidenceOf(
      looked.together,
      "idle_agents",
    );
    expect(initiated! / interactions!).toBe(share);
    expect(equal_share).toBe(1 / 7);
    expect(share).toBeLessThan(0.005);
    expect(runs_without_initiating).toBeGreaterThan(35);
    if (panel === undefined) return;
    // 12 of 27,726 interactions in 200 runs, none in 188 of them.
    const theirs = sum(panel.map((row) => row.initiated_deceptive!)) / sum(panel.map((row) => row.total_interactions!));
    expect(theirs).toBeLessThan(0.005);
    expect(panel.filter((row) => row.initiated_deceptive === 0).length).toBeGreaterThan(140);
  });

  it("has epochs without interactions in a few runs, and means over epochs below the pooled figure, as in the panel", () => {
    expect(evidenceOf(looked.together, "empty_epochs").empty! / 50).toBeLessThan(0.5);
    const uneven = evidenceOf(looked.together, "uneven_epochs");
    expect(uneven.toxicity_rate_epoch_mean).toBeLessThan(uneven.toxicity_rate_pooled!);
    if (panel === undefined) return;
    const mean = (column: string) => sum(panel.map((row) => row[column]!)) / panel.length;
    expect(mean("empty_epochs")).toBeGreaterThan(0);
    expect(mean("empty_epochs")).toBeLessThan(0.5);
    expect(mean("mean_toxicity_rate")).toBeLessThan(mean("pooled_toxicity_rate"));
    const apart = panel.filter((row) => Math.abs(row.mean_toxicity_rate! - row.pooled_toxicity_rate!) > 0.01);
    expect(apart.length / panel.length).toBeGreaterThan(0.1);
  });
});

describe("macpo_weak_to_strong", () => {
  const panel = panelOf("macpo_weak_to_strong");
  const keys = "governance.vote_normalization_enabled governance.max_vote_weight_per_agent";
  let looked: Looked;
  beforeAll(async () => {
    looked = await findingsOf("macpo_weak_to_strong");
  });

  it("raises with its own seed exactly this", () => {
    expect(looked.alone.map(subject)).toEqual([
      "warning idle_lever vote_normalization",
      "warning idle_lever circuit_breaker",
      "warning idle_agents deceptive",
      "warning trivial_criteria toxicity_threshold",
      `note inert_keys ${keys} rate_limits.tasks_per_epoch payoff.w_rep`,
    ]);
  });

  it("raises over 50 seeds exactly this", () => {
    expect(looked.together.map(subject)).toEqual([
      "serious idle_lever circuit_breaker",
      "warning idle_lever vote_normalization",
      "warning idle_agents deceptive",
      "warning trivial_criteria toxicity_threshold",
      "note constant_metric frozen_agents",
      `note inert_keys ${keys} rate_limits.tasks_per_epoch payoff.w_rep`,
    ]);
  });

  it("has a breaker that freezes nobody in any run, as in all 200 runs of the reference panel", () => {
    expect(evidenceOf(looked.together, "idle_lever", "circuit_breaker")).toMatchObject({
      runs: 50,
      runs_in_which_it_acted: 0,
    });
    for (const row of panel ?? []) expect([row.freezes, row.freeze_calls]).toEqual([0, 0]);
  });

  it("has deceptive agents that hardly ever initiate, as in the reference panel", () => {
    const { share, equal_share, runs_without_initiating } = evidenceOf(looked.together, "idle_agents");
    expect(equal_share).toBe(0.25);
    expect(share).toBeLessThan(0.002);
    expect(runs_without_initiating).toBeGreaterThan(40);
    if (panel === undefined) return;
    // None in 193 of 200 runs.
    expect(panel.filter((row) => row.initiated_deceptive === 0).length).toBeGreaterThan(160);
    for (const row of panel) expect(row.initiated_deceptive!).toBeLessThan(0.1 * 0.25 * row.total_interactions!);
  });

  it("raises nothing about epochs: none is empty and the two averages agree, as in the reference panel", () => {
    for (const row of panel ?? []) expect(row.empty_epochs).toBe(0);
    for (const row of panel ?? []) {
      expect(Math.abs(row.mean_toxicity_rate! - row.pooled_toxicity_rate!)).toBeLessThan(0.02);
    }
    expect(looked.runs.every(({ counts }) => counts.empty_epochs === 0)).toBe(true);
  });
});
