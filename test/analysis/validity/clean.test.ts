import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkRun, checkRuns } from "../../../src/analysis/validity/check-runs.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { armOf } from "../../support/checked-arm.js";

const FIXTURES = fileURLToPath(new URL("../../fixtures", import.meta.url));
const names = readdirSync(FIXTURES).filter((name) => /^clean-.*\.yaml$/.test(name));

const load = (name: string, ...set: string[]) => loadScenario(`${FIXTURES}/${name}`, { set });

describe("a scenario in which nothing is wrong", () => {
  it("is there in three kinds: without levers, with levers, in a network", () => {
    expect(names).toEqual(["clean-guarded.yaml", "clean-open.yaml", "clean-taxed.yaml"]);
  });

  it.each(names)("raises nothing, neither alone nor over 20 seeds: %s", async (name) => {
    const arm = await armOf(load(name), 20);
    expect(checkRun(arm.scenario, arm.runs[0]!)).toEqual([]);
    expect(checkRuns([arm])).toEqual([]);
    expect(arm.runs.every(({ counts }) => counts.interactions > 500)).toBe(true);
  });

  it.each([
    ["clean-open.yaml", "governance.transaction_tax_rate=0.1"],
    ["clean-taxed.yaml", "governance.audit_enabled=false"],
    ["clean-guarded.yaml", "payoff.h=3"],
  ])("raises nothing beside a variant either: %s with %s", async (name, change) => {
    const arms = [
      await armOf(load(name), 12, { name: "as it is" }),
      await armOf(load(name, change), 12, { name: change }),
    ];
    // Audits that are off leave their keys without effect; that is the variant's own and true.
    const findings = checkRuns(arms).filter(({ check }) => check !== "inert_keys");
    expect(findings).toEqual([]);
  });

  it.each([
    ["clean-open.yaml", "rate_limits.interactions_per_step=0", ["empty_epochs", "unchecked_criteria"]],
    ["clean-open.yaml", "simulation.max_actions_per_step=8", ["action_cap", "idle_agents"]],
    ["clean-open.yaml", "success_criteria.min_net_social_welfare=0", ["trivial_criteria"]],
    ["clean-taxed.yaml", "governance.audit_threshold_p=0", ["idle_lever"]],
    ["clean-taxed.yaml", "payoff.w_rep=2", ["inert_keys"]],
    ["clean-guarded.yaml", "governance.freeze_threshold_toxicity=1", ["idle_lever"]],
  ])("raises what is planted and nothing else: %s with %s", async (name, change, checks) => {
    const { scenario, runs } = await armOf(load(name, change));
    expect(checkRun(scenario, runs[0]!).map(({ check }) => check)).toEqual(checks);
  });
});
