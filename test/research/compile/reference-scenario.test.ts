import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { PaperAnnotation, RiskProfile } from "../../../src/research/annotation/annotation.js";
import { ASSUMPTIONS, DENSITIES, FAILURE_MODES, ROLES } from "../../../src/research/annotation/vocabulary.js";
import { defaultArms } from "../../../src/research/compile/default-arms.js";
import { referenceScenario } from "../../../src/research/compile/reference-scenario.js";
import { slug } from "../../../src/research/compile/slug.js";
import { scenarioYaml } from "../../../src/research/compile/study-yaml.js";
import { parseScenario } from "../../../src/scenario/load.js";

const annotation = (profile: Partial<RiskProfile>, more: Partial<PaperAnnotation> = {}): PaperAnnotation => ({
  paper_id: "",
  arxiv_id: "",
  title: "T",
  annotator: { kind: "rules", name: "swarm-1.9" },
  risk_profile: { interaction_density: "low", failure_modes: [], assumptions: [], roles: [], ...profile },
  claims: [],
  swarm_scenarios: [],
  ...more,
});

const claim = (metric: string, expected: "positive" | "negative") =>
  ({ claim: "c", testable: true, metric, expected, parameters: {}, kind: "difference" }) as const;

const counts = ({ agents }: ReturnType<typeof referenceScenario>) =>
  ["honest", "opportunistic", "deceptive"].map((type) => agents.find((agent) => agent.type === type)?.count ?? 0);

/** Vectors 2 and 3 were computed with the reference system, version 1.9. */
describe("the scenario of a paper", () => {
  const VECTOR: Partial<RiskProfile> = {
    failure_modes: ["collusion", "adverse_selection"],
    assumptions: ["assumes_honest_majority"],
  };

  it("is the reference system's for its own example", () => {
    const scenario = referenceScenario(annotation(VECTOR, { claims: [claim("toxicity_rate", "negative")] }));
    expect(Object.keys(scenario)).toEqual([
      ...["scenario_id", "description", "motif", "agents", "governance", "simulation"],
      ...["rate_limits", "payoff", "success_criteria", "outputs"],
    ]);
    expect(counts(scenario)).toEqual([3, 1, 1]);
    expect(scenario.governance).toEqual({
      transaction_tax_rate: 0,
      transaction_tax_split: 0.5,
      reputation_decay_rate: 1,
      bandwidth_cap: 10,
      staking_enabled: false,
      min_stake_to_participate: 0,
      circuit_breaker_enabled: false,
      audit_enabled: false,
    });
    expect(scenario).toMatchObject({
      scenario_id: "agentxiv_generated",
      description: "Auto-generated from paper: T",
      motif: "paper_validation",
      simulation: { n_epochs: 10, steps_per_epoch: 5, seed: 42 },
      success_criteria: { min_epochs: 10, min_agents: 5, toxicity_threshold: 0.3 },
    });
  });

  it("is governed where the paper assumes no honest majority", () => {
    const { governance } = referenceScenario(annotation({ ...VECTOR, assumptions: [] }));
    expect(governance).toMatchObject({
      audit_enabled: true,
      circuit_breaker_enabled: true,
      staking_enabled: true,
      min_stake_to_participate: 0.1,
    });
    expect(referenceScenario(annotation({ failure_modes: ["free_riding"] })).governance.transaction_tax_rate).toBe(
      0.05,
    );
  });

  it.each([
    ["medium", ["conflict"], [6, 1, 1]],
    ["high", ["conflict"], [9, 1, 1]],
    ["medium", ["adverse_selection", "deception"], [6, 2, 2]],
    ["high", ["miscoordination"], [9, 3, 0]],
    ["low", [], [3, 0, 0]],
  ] as const)("has the agents of density %s and failure modes %j", (interaction_density, failure_modes, expected) => {
    expect(counts(referenceScenario(annotation({ interaction_density, failure_modes })))).toEqual(expected);
  });

  it.each([
    ["low", 10, 5],
    ["medium", 10, 10],
    ["high", 20, 15],
  ] as const)("is as long as density %s asks for", (interaction_density, n_epochs, steps_per_epoch) => {
    const { simulation } = referenceScenario(annotation({ interaction_density }));
    expect(simulation).toMatchObject({ n_epochs, steps_per_epoch });
  });

  it("asks for longer runs where welfare is claimed to rise", () => {
    const { success_criteria } = referenceScenario(annotation({}, { claims: [claim("total_welfare", "positive")] }));
    expect(success_criteria).toEqual({ min_epochs: 15, min_agents: 5, toxicity_threshold: 0.5 });
  });
});

describe("what is generated", () => {
  const some = <W extends string>(words: readonly W[]) => fc.subarray([...words]);
  const profiles = fc.record({
    interaction_density: fc.constantFrom(...DENSITIES),
    failure_modes: some(FAILURE_MODES),
    assumptions: some(ASSUMPTIONS),
    roles: some(ROLES),
  });

  test.prop([profiles, fc.string({ unit: "binary" }), fc.string({ unit: "binary" })], { numRuns: 60 })(
    "passes swarm validate with any profile, title and id, and its ids are slugs",
    (profile, paper_id, title) => {
      const scenario = referenceScenario(annotation(profile, { paper_id, title }));
      expect(scenario.scenario_id).toMatch(/^agentxiv_[A-Za-z0-9._-]+$/);
      expect(parseScenario(scenarioYaml(scenario), "s.yaml").spec.scenario_id).toBe(scenario.scenario_id);
    },
  );

  test.prop([profiles], { numRuns: 60 })("gives two arms that can be run and are not the same", (profile) => {
    const paper = annotation(profile);
    const scenario = referenceScenario(paper);
    const arms = defaultArms(paper, scenario).map(({ set, ...arm }) => {
      const settings = Object.entries(set).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
      return { ...arm, spec: parseScenario(scenarioYaml(scenario), "s.yaml", { set: settings }).spec };
    });
    expect(arms.map(({ control }) => control)).toEqual([true, false]);
    const [control, treatment] = arms.map(({ spec }) => spec);
    expect(treatment.agents).toEqual(control.agents);
    expect(treatment.governance).not.toEqual(control.governance);
    expect(control.agents.some(({ type }) => type !== "honest")).toBe(true);
    expect(Object.entries(control.governance).filter(([key, value]) => /_enabled$/.test(key) && value)).toEqual([]);
  });

  it("has slugs of what names cannot hold", () => {
    expect(["arxiv:2510.08240", "../../etc", " é ü ", "...", "a/b\\c"].map(slug)).toEqual([
      "arxiv_2510.08240",
      "etc",
      "e_u",
      "",
      "a_b_c",
    ]);
  });
});
