import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { criteriaAsMarkdown } from "../../src/cli/criteria-list.js";
import { judge, unknownCriterion } from "../../src/metrics/criteria.js";
import { OUT_OF_REACH } from "../../src/metrics/criteria-out-of-reach.js";
import { CRITERIA } from "../../src/metrics/criteria-table.js";
import type { RunFacts } from "../../src/metrics/run-facts.js";

/** Three epochs, the second without interactions; figures chosen so that every answer below is exact by hand. */
const facts: RunFacts = {
  rows: [
    {
      toxicity_rate: 0.25,
      quality_gap: 0.5,
      total_welfare: 8,
      net_social_welfare: 4,
      governance_cost: 1,
      ecosystem_threat_level: 0.75,
      contagion_depth: 4,
      containment_effectiveness: 1,
      ecosystem_collusion_risk: 0.5,
      flagged_pairs: 3,
      collusion_detection_rate: 0.25,
      undetected_collusion_pairs: 2,
      network_average_path_length: 1.5,
      network_n_components: 1,
    },
    { total_welfare: 0, net_social_welfare: 0, governance_cost: 0 },
    {
      toxicity_rate: 0.75,
      quality_gap: -0.25,
      total_welfare: 1,
      net_social_welfare: -1,
      governance_cost: 2,
      ecosystem_threat_level: 0.5,
      contagion_depth: 2,
      containment_effectiveness: 0.5,
      ecosystem_collusion_risk: 0.125,
      flagged_pairs: 1,
      collusion_detection_rate: 0.5,
      undetected_collusion_pairs: 0,
      network_average_path_length: 1.75,
      network_n_components: 2,
    },
  ],
  pooled: { total_interactions: 8, accepted_interactions: 6 },
  agents: [
    { archetype: "honest", total_payoff: 3 },
    { archetype: "honest", total_payoff: 5 },
    { archetype: "adversarial", total_payoff: -1 },
    { archetype: "adversarial", total_payoff: 2 },
    { archetype: "deceptive", total_payoff: 1 },
  ],
  counts: { agents: 5, epochs: 3, interactions: 8 },
  emptyEpochsCountAsZero: false,
  modelCostUsd: 0.25,
};

/** Worked by hand from the facts above. */
const MEASURED: Readonly<Record<string, number>> = {
  min_epochs: 3,
  min_agents: 5,
  min_interactions: 8,
  toxicity_threshold: 0.5,
  max_avg_toxicity: 0.5,
  max_toxicity: 0.75,
  min_net_social_welfare: 1,
  min_welfare: 3,
  min_total_welfare: 9,
  min_quality_gap: 0.125,
  quality_gap_min: 0.125,
  max_quality_gap: 0.125,
  max_final_quality_gap: -0.25,
  acceptance_rate_min: 0.75,
  min_honest_agent_payoff: 4,
  max_adversary_payoff: 0.5,
  max_deceptive_payoff_ratio: 0.25,
  min_detection_rate: 0.5,
  max_undetected_collusion_pairs: 0,
  min_flagged_pairs: 1,
  max_ecosystem_collusion_risk: 0.125,
  max_ecosystem_threat_level: 0.75,
  max_contagion_depth: 4,
  min_containment_effectiveness: 0.5,
  min_penalty_total: 3,
  max_avg_path_length: 1.75,
  min_connected_components: 2,
  max_llm_cost_usd: 0.25,
};

const only = (key: string, limit: number, about: RunFacts = facts) => judge({ [key]: limit }, about)[0]!;

describe("the known criteria", () => {
  it("are measured for every key that can be checked", () => {
    expect(Object.keys(MEASURED).sort()).toEqual([...CRITERIA.names].sort());
  });

  it.each(Object.entries(MEASURED))(
    "%s measures %f, passes at that limit and fails just beyond it",
    (key, measured) => {
      expect(only(key, measured)).toMatchObject({ verdict: "PASS", measured, limit: measured });
      const beyond = CRITERIA.find(key)?.direction === "at least" ? 1e-9 : -1e-9;
      expect(only(key, measured + beyond)).toMatchObject({ verdict: "FAIL", measured });
      expect(only(key, measured - beyond)).toMatchObject({ verdict: "PASS", measured });
    },
  );

  it("ask for at least when the key has min in it and for at most when it has max", () => {
    for (const { key, direction } of CRITERIA) {
      if (/min/.test(key)) expect([key, direction]).toEqual([key, "at least"]);
      if (/max|threshold/.test(key)) expect([key, direction]).toEqual([key, "at most"]);
    }
  });

  it("are 28 that can be checked and 43 that cannot, none of them both", () => {
    expect(CRITERIA.names).toHaveLength(28);
    expect(OUT_OF_REACH.size).toBe(43);
    expect(CRITERIA.names.filter((key) => OUT_OF_REACH.has(key))).toEqual([]);
  });

  it("are all that the scenarios of the reference system name", () => {
    const spec = new URL("../../../shared/spec/scenario.md", import.meta.url);
    const known = new Set([...CRITERIA.names, ...OUT_OF_REACH.keys()]);
    expect(known.size).toBe(71);
    if (!existsSync(spec)) {
      console.warn("../shared/spec/scenario.md is absent: only the number of criteria is checked");
      return;
    }
    const text = readFileSync(spec, "utf8");
    const section = text.slice(text.indexOf("All 71 keys"), text.indexOf("If only unchecked keys"));
    const [computable = "", others = ""] = section.split("Not computable");
    const keys = (part: string) => [...part.matchAll(/`([a-z0-9_]+)`/g)].map(([, key = ""]) => key);
    expect(keys(others).sort()).toEqual([...OUT_OF_REACH.keys()].sort());
    const named = keys(computable).filter(
      (key) => !/^(toxicity_rate|net_social_welfare|total_welfare|quality_gap)$/.test(key),
    );
    expect(new Set(named)).toEqual(new Set(CRITERIA.names));
  });

  it("stand in docs/criteria.md as `swarm metrics --criteria --markdown` prints them", () => {
    const page = readFileSync(new URL("../../docs/criteria.md", import.meta.url), "utf8");
    expect(page).toBe(`${criteriaAsMarkdown()}\n`);
  });
});

describe("means over epochs", () => {
  it("leave out an epoch without data, or count it as 0 where the reference system is replayed", () => {
    expect(only("toxicity_threshold", 1)).toMatchObject({ measured: 0.5 });
    const replayed = only("toxicity_threshold", 1, { ...facts, emptyEpochsCountAsZero: true });
    expect(replayed).toMatchObject({ measured: (0.25 + 0.75) / 3 });
  });
});

describe("what cannot be checked", () => {
  const nothing: RunFacts = {
    rows: [{ toxicity_rate: undefined }, {}],
    pooled: { total_interactions: 0, accepted_interactions: 0 },
    agents: [],
    counts: { agents: 0, epochs: 2, interactions: 0 },
    emptyEpochsCountAsZero: false,
  };

  it.each([
    ["toxicity_threshold", "no data for toxicity_rate: what happened in the run does not define it"],
    ["max_ecosystem_threat_level", /no data for ecosystem_threat_level: the security lever is off/],
    ["min_containment_effectiveness", /the security lever is off/],
    ["max_ecosystem_collusion_risk", /collusion detection is off/],
    ["min_flagged_pairs", /collusion detection is off/],
    ["max_avg_path_length", /the scenario has no network/],
    ["acceptance_rate_min", "nobody interacted"],
    ["min_honest_agent_payoff", "no agent is honest"],
    ["max_deceptive_payoff_ratio", "no agent is deceptive"],
    ["max_llm_cost_usd", "the run kept no account of what models cost"],
    ["max_infiltration_rate", "it measures the contract market, which is not built here"],
    ["canonical_attacks", "it measures a domain of the reference system that is not built here"],
  ])("%s is never taken as passed, and the reason is said", (key, reason) => {
    const expected = typeof reason === "string" ? reason : expect.stringMatching(reason);
    expect(only(key, 0, nothing)).toEqual({ key, limit: 0, verdict: "not checkable", reason: expected });
  });

  it("a payoff ratio to a mean that is 0 or a loss says nothing", () => {
    const agents = [
      { archetype: "honest", total_payoff: -2 },
      { archetype: "deceptive", total_payoff: 1 },
    ] as const;
    expect(only("max_deceptive_payoff_ratio", 9, { ...facts, agents })).toMatchObject({
      verdict: "not checkable",
      reason: "the mean payoff of honest agents is -2, so there is no ratio to it",
    });
  });

  it("a key that nobody knows, with the one that was probably meant", () => {
    const reason = 'unknown success criterion "toxicity_treshold" (did you mean "toxicity_threshold"?)';
    expect(only("toxicity_treshold", 1)).toMatchObject({ verdict: "not checkable", reason });
    expect(unknownCriterion("toxicity_treshold")).toBe(reason);
    expect(unknownCriterion("toxicity_threshold")).toBeUndefined();
    expect(unknownCriterion("cache_corruption")).toBeUndefined();
  });

  it("verdicts keep the order of the criteria", () => {
    const keys = judge({ min_epochs: 1, cache_corruption: 1, max_toxicity: 1 }, facts).map(({ key }) => key);
    expect(keys).toEqual(["min_epochs", "cache_corruption", "max_toxicity"]);
  });
});
