import { describe, expect, it } from "vitest";
import { allReject } from "../../../src/analysis/validity/all-reject.js";
import { checkRun } from "../../../src/analysis/validity/check-runs.js";
import { defineAgent } from "../../../src/contract/agent.js";
import { keys } from "../../../src/contract/keys.js";
import { judge } from "../../../src/metrics/criteria.js";
import { CRITERIA } from "../../../src/metrics/criteria-table.js";
import { NOOP } from "../../../src/model/action.js";
import { withOwn } from "../../../src/scenario/extensions.js";
import { parseScenario } from "../../../src/scenario/load.js";
import { simulate } from "../../../src/scenario/simulate.js";
import { armOfText } from "../../support/checked-arm.js";

/** The finding on a scenario with these criteria. */
async function finding(criteria: string) {
  const { scenario, runs } = await armOfText(`success_criteria: { ${criteria} }\nsimulation: { n_epochs: 4 }`);
  return checkRun(scenario, runs[0]!).find(({ check }) => check === "trivial_criteria");
}

describe("criteria that a population that rejects everything would meet", () => {
  it("are found, with what they would be held against, by our reading and by that of the reference system", async () => {
    expect(await finding("toxicity_threshold: 0.35")).toMatchObject({
      severity: "warning",
      message: "a population that rejects everything would not fail toxicity_threshold (0, limit 0.35)",
      evidence: {
        criteria: ["toxicity_threshold"],
        limits: [0.35],
        measured: [0],
        verdicts_here: ["not checkable"],
        verdicts_with_means_over_nothing_as_0: ["PASS"],
      },
    });
    expect((await finding("min_welfare: 0"))?.evidence.verdicts_here).toEqual(["PASS"]);
  });

  it.each([
    "max_toxicity: 0",
    "max_quality_gap: 0.1",
    "min_total_welfare: -1",
    "max_adversary_payoff: 5",
    "min_interactions: 1",
    "min_quality_gap: 0",
  ])("%s is one", async (criterion) => {
    expect((await finding(criterion))?.evidence.criteria).toEqual([criterion.split(":")[0]]);
  });

  it.each(["min_net_social_welfare: 0.1", "acceptance_rate_min: 0.01", "min_honest_agent_payoff: 1", "min_welfare: 1"])(
    "are none beside %s, which takes useful work",
    async (criterion) => {
      expect(await finding(`toxicity_threshold: 0.35, ${criterion}`)).toBeUndefined();
    },
  );

  it.each([
    "min_epochs: 4",
    "min_agents: 7",
    "min_epochs: 400",
    "max_ecosystem_threat_level: 1",
    "min_penalty_total: 1",
    "max_llm_cost_usd: 1",
  ])("are neither found nor settled by %s, which no rejecting changes or nobody can foresee", async (criterion) => {
    expect(await finding(criterion)).toBeUndefined();
    expect((await finding(`${criterion}, toxicity_threshold: 0.35`))?.evidence.criteria).toEqual([
      "toxicity_threshold",
    ]);
  });

  it("are none where there are no criteria", async () => {
    const { scenario, runs } = await armOfText("simulation: { n_epochs: 2 }");
    expect(checkRun(scenario, runs[0]!).filter(({ check }) => check === "trivial_criteria")).toEqual([]);
  });
});

describe("the run in which everything is rejected", () => {
  const naysayer = defineAgent({
    type: "naysayer",
    summary: "proposes whenever it may and accepts nothing",
    archetype: "honest",
    config: keys({}),
    create: (_config, group) => ({
      act(view) {
        if (view.offer !== undefined) return { kind: "reject", offer: view.offer.id };
        if (!view.canPropose) return NOOP;
        return { kind: "propose", to: view.pick(group.streams.of(view.member).below(view.count())), type: "trade" };
      },
      answer: () => false,
    }),
  });

  it("gets the verdicts that a real population of that kind gets, on every criterion of behaviour", async () => {
    const extensions = withOwn({ agents: [naysayer] });
    const text = "agents: [{ type: naysayer, count: 4 }]\nsimulation: { n_epochs: 3, seed: 1 }";
    const scenario = parseScenario(text, "test.yaml", { extensions });
    const result = await simulate(scenario, { extensions });
    expect(result.counts.interactions).toBeGreaterThan(50);
    expect(result.pooled.accepted_interactions).toBe(0);
    const { undefinedMeans } = allReject({ scenario, extensions }, result.counts.interactions);
    // Levers are off, so what they charge is 0 in the real run; the imagined one does not claim to know it.
    const known = CRITERIA.names.filter((key) => key !== "min_penalty_total");
    expect(known.length).toBeGreaterThan(20);
    for (const limit of [-1, 0, 0.3, 10]) {
      const criteria = Object.fromEntries(known.map((key) => [key, limit]));
      const real = judge(criteria, { ...result, emptyEpochsCountAsZero: false });
      expect(judge(criteria, undefinedMeans)).toEqual(real);
    }
  });
});
