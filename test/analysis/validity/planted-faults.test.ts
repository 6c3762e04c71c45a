import { describe, expect, it } from "vitest";
import { checkRun, checkRuns } from "../../../src/analysis/validity/check-runs.js";
import type { Finding } from "../../../src/analysis/validity/finding.js";
import { CHECKS } from "../../../src/analysis/validity/registry.js";
import type { RunDigest } from "../../../src/scenario/digest.js";
import { type ArmAtHand, armOfText } from "../../support/checked-arm.js";

const found = (findings: readonly Finding[], check: string) => findings.filter((finding) => finding.check === check);

/** Findings of one check on the first run of an arm. */
const ofRun = ({ scenario, runs: [run] }: ArmAtHand, check: string) => found(checkRun(scenario, run!), check);

/** Findings of one check on all runs of an arm. */
const ofSet = (arm: ArmAtHand, check: string) => found(checkRuns([arm]), check);

/** The arm with every run changed; most faults are rare in real runs. */
const changed = (arm: ArmAtHand, change: (run: RunDigest, at: number) => Partial<RunDigest>): ArmAtHand => {
  return { ...arm, runs: arm.runs.map((run, at) => ({ ...run, ...change(run, at) })) };
};

/** A metrics table of so many accepted interactions and such toxicity per epoch. */
const table = (epochs: readonly (readonly [accepted: number, toxicity: number | undefined])[]) => {
  const rows = epochs.map(([accepted, toxicity]) => ({
    total_interactions: accepted,
    accepted_interactions: accepted,
    toxicity_rate: toxicity,
    toxicity_rate_all: toxicity,
  }));
  const given = epochs.filter(([, toxicity]) => toxicity !== undefined);
  const mean = given.reduce((sum, [, toxicity = 0]) => sum + toxicity, 0) / given.length;
  const weight = given.reduce((sum, [accepted]) => sum + accepted, 0);
  const pooled = given.reduce((sum, [accepted, toxicity = 0]) => sum + accepted * toxicity, 0) / weight;
  return {
    rows,
    pooled: { toxicity_rate: pooled, toxicity_rate_all: pooled },
    epochMeans: { toxicity_rate: mean, toxicity_rate_all: mean },
    epochMeansWithZeros: { toxicity_rate: (mean * given.length) / epochs.length },
  };
};

const BREAKER = "circuit_breaker_enabled: true, freeze_threshold_toxicity";

describe("a lever that is configured and never acts", () => {
  it("is found in one run", async () => {
    const [finding, ...more] = ofRun(await armOfText(`governance: { ${BREAKER}: 1 }`), "idle_lever");
    expect(finding).toMatchObject({
      severity: "warning",
      message: "circuit_breaker is configured and never acted",
      evidence: { lever: "circuit_breaker", runs: 1, runs_in_which_it_acted: 0 },
    });
    expect(more).toEqual([]);
  });

  it("is serious when no run of a set has it act", async () => {
    const arm = await armOfText(`governance: { ${BREAKER}: 1 }`, { count: 3 });
    expect(ofSet(arm, "idle_lever")).toMatchObject([
      { severity: "serious", message: "circuit_breaker is configured and never acted in any of 3 runs" },
    ]);
  });

  it("is found when all it does is to look", async () => {
    const arm = await armOfText("governance: { audit_enabled: true, audit_probability: 1, audit_threshold_p: 0 }");
    const interactions = arm.runs[0]!.counts.interactions;
    expect(interactions).toBeGreaterThan(0);
    expect(ofRun(arm, "idle_lever")).toMatchObject([
      {
        message: `random_audit is configured and never changed anything; it only looked (audit ${interactions})`,
        evidence: { audit: interactions },
      },
    ]);
  });

  it("is told apart from one that cannot act, of which the reason is given", async () => {
    const arm = await armOfText("governance: { vote_normalization_enabled: true }", { count: 2 });
    const [finding] = ofSet(arm, "idle_lever");
    expect(finding).toMatchObject({ severity: "warning", evidence: { lever: "vote_normalization" } });
    expect(finding?.message).toMatch(
      /^vote_normalization is switched on and cannot act: no part of a run weighs votes/,
    );
  });

  it("is found when it acts in fewer than a tenth of ten runs or more", async () => {
    const arm = await armOfText("governance: { transaction_tax_rate: 0.1 }", { count: 11 });
    const actingIn = (runs: number) =>
      changed(arm, ({ activity }, at) => (at < runs ? { activity } : { activity: [] }));
    expect(ofSet(actingIn(1), "idle_lever")).toMatchObject([
      { severity: "warning", message: "transaction_tax is configured and acted in only 1 of 11 runs" },
    ]);
    expect(ofSet(actingIn(2), "idle_lever")).toEqual([]);
  });

  it("can be a dynamic", async () => {
    const text =
      "simulation: { n_epochs: 2 }\nperturbations: { resource_shock: { enabled: true, trigger: epoch, at_epoch: 5 } }";
    expect(ofRun(await armOfText(text), "idle_lever")).toMatchObject([{ evidence: { lever: "perturbations" } }]);
  });

  it("is none when it acts, or is off", async () => {
    const text = "governance: { transaction_tax_rate: 0.1, audit_enabled: false }";
    expect(ofSet(await armOfText(text, { count: 2 }), "idle_lever")).toEqual([]);
  });
});

describe("an agent type that takes no part", () => {
  const CAPPED = "agents: [{ type: honest, count: 2 }, { type: adversarial }]\nsimulation: { max_actions_per_step: 2 }";

  it("is serious when it never took a turn", async () => {
    expect(ofRun(await armOfText(CAPPED), "idle_agents")).toMatchObject([
      {
        severity: "serious",
        message: "no agent of type adversarial (1) took a turn",
        evidence: { turns: 0, agents: 1 },
      },
    ]);
  });

  it("is found when it took none in a tenth of the runs", async () => {
    const arm = await armOfText("agents: [{ type: honest, count: 2 }]", { count: 20 });
    const idleIn = (runs: number) =>
      changed(arm, ({ types }, at) => ({ types: { honest: { ...types.honest!, turns: at < runs ? 0 : 50 } } }));
    expect(ofSet(idleIn(2), "idle_agents")).toMatchObject([
      { severity: "warning", message: "no agent of type honest (2) took a turn in 2 of 20 runs" },
    ]);
    expect(ofSet(idleIn(1), "idle_agents")).toEqual([]);
  });

  it("is found when it never initiates", async () => {
    const arm = await armOfText("agents: [{ type: honest, count: 3 }, { type: opportunistic }]");
    const silent = changed(arm, ({ types }) => ({
      types: {
        honest: { ...types.honest!, interactions_initiated: 1234 },
        opportunistic: { ...types.opportunistic!, turns: 9, interactions_initiated: 0 },
      },
      counts: { ...arm.runs[0]!.counts, interactions: 1234 },
    }));
    expect(ofRun(silent, "idle_agents")).toMatchObject([
      {
        severity: "warning",
        message: "agents of type opportunistic initiated none of 1,234 interactions in 9 turns",
        evidence: { initiated: 0, interactions: 1234, share: 0, equal_share: 0.25 },
      },
    ]);
  });

  it("is found when it initiates less than a tenth of an equal share, over all runs", async () => {
    const arm = await armOfText("agents: [{ type: honest, count: 3 }, { type: opportunistic }]", { count: 4 });
    const initiating = (each: number) =>
      changed(arm, ({ types, counts }, at) => ({
        types: { ...types, opportunistic: { ...types.opportunistic!, interactions_initiated: at === 0 ? 0 : each } },
        counts: { ...counts, interactions: 300 },
      }));
    // 1,200 interactions, an equal share of 300, a tenth of which is 30.
    expect(ofSet(initiating(9), "idle_agents")).toMatchObject([
      {
        message:
          "agents of type opportunistic hardly ever initiate: 27 interactions of 1,200 (2.3 %; an equal share is 25 %), none in 1 of 4 runs",
        evidence: { initiated: 27, interactions: 1200, share: 0.0225, runs_without_initiating: 1 },
      },
    ]);
    expect(ofSet(initiating(10), "idle_agents")).toEqual([]);
  });
});

describe("epochs in which there is nothing to measure", () => {
  it("are serious when they are most of the run", async () => {
    const arm = await armOfText("rate_limits: { interactions_per_step: 0 }\nsimulation: { n_epochs: 3 }");
    expect(ofRun(arm, "empty_epochs")).toMatchObject([
      {
        severity: "serious",
        message: "3 epochs without any interaction, of 3 (100 %)",
        evidence: { epochs: 3, empty: 3, without_acceptance: 0, empty_epochs: [0, 1, 2] },
      },
    ]);
  });

  it.each([
    [9, "note"],
    [10, "warning"],
    [49, "warning"],
    [50, "serious"],
  ])("weigh the more, the more there are: %i of 100 are a %s", async (empty, severity) => {
    const arm = await armOfText("simulation: { n_epochs: 2 }");
    const counts = { ...arm.runs[0]!.counts, epochs: 100, empty_epochs: empty };
    expect(
      ofRun(
        changed(arm, () => ({ counts, rows: undefined })),
        "empty_epochs",
      ),
    ).toMatchObject([{ severity, evidence: { empty, epochs: 100 } }]);
  });

  it("are also those in which nothing was accepted", async () => {
    const arm = await armOfText("simulation: { n_epochs: 2 }", { count: 2 });
    const rows = [
      { total_interactions: 5, accepted_interactions: 3 },
      { total_interactions: 4, accepted_interactions: 0 },
    ];
    const thin = changed(arm, ({ counts }, at) => ({ rows: at === 0 ? rows : rows.slice(0, 1), counts }));
    expect(ofSet(thin, "empty_epochs")).toMatchObject([
      { message: "1 epoch in which nothing was accepted, of 4 (25 %), in 1 of 2 runs", severity: "warning" },
    ]);
  });
});

describe("an average over epochs that hides different weights", () => {
  const uneven = (count: number, epochs: Parameters<typeof table>[0], text = "") =>
    armOfText(`simulation: { n_epochs: 2 }\n${text}`, { count }).then((arm) => changed(arm, () => table(epochs)));

  it("is found where it lies more than 0.01 from the pooled figure, with the counts per epoch", async () => {
    // (0.1 + 0.5) / 2 = 0.3; (99 x 0.1 + 0.5) / 100 = 0.104
    const [finding] = ofRun(await uneven(1, [[99, 0.1], [1, 0.5]]), "uneven_epochs"); // biome-ignore format: a table
    expect(finding?.severity).toBe("warning");
    expect(finding?.message).toContain("toxicity_rate is 0.3 over epochs and 0.104 pooled");
    expect(finding?.evidence.toxicity_rate_epoch_mean).toBeCloseTo(0.3, 12);
    expect(finding?.evidence.toxicity_rate_pooled).toBeCloseTo(0.104, 12);
    expect(finding?.evidence.accepted_interactions_per_epoch).toEqual([99, 1]);
  });

  it("is none within the bound, or with even weights", async () => {
    // 0.11 against 0.1002, and 0.3 against 0.3
    expect(ofRun(await uneven(1, [[99, 0.1], [1, 0.12]]), "uneven_epochs")).toEqual([]); // biome-ignore format: a table
    expect(ofRun(await uneven(1, [[50, 0.1], [50, 0.5]]), "uneven_epochs")).toEqual([]); // biome-ignore format: a table
  });

  it("is told of a set when a tenth of the runs have it", async () => {
    const arm = await uneven(20, [[50, 0.1], [50, 0.5]]); // biome-ignore format: a table
    const skewed = table([[99, 0.1], [1, 0.5]]); // biome-ignore format: a table
    const skewedIn = (runs: number) => changed(arm, (_, at) => (at < runs ? skewed : {}));
    expect(ofSet(skewedIn(1), "uneven_epochs")).toEqual([]);
    expect(ofSet(skewedIn(2), "uneven_epochs")[0]?.message).toContain("(more than 0.01 apart in 2 of 20 runs)");
  });

  it("is serious when a criterion passes by one average and fails by the other, and names it", async () => {
    const limit = "success_criteria: { toxicity_threshold: 0.2, max_toxicity: 1 }";
    const [finding] = ofRun(await uneven(1, [[99, 0.1], [1, 0.5]], limit), "uneven_epochs"); // biome-ignore format: a table
    expect(finding?.severity).toBe("serious");
    expect(finding?.message).toContain("pooled, which turns toxicity_threshold;");
  });

  it("is taken with zeros for empty epochs where the reference system is replayed, as its criteria do", async () => {
    const epochs = [[50, 0.4], [0, undefined]] as const; // biome-ignore format: a table
    const text = "simulation: { n_epochs: 2 }";
    const native = changed(await armOfText(text), () => table(epochs));
    const replayed = changed(await armOfText(text, { compat: "swarm-1.9" }), () => table(epochs));
    expect(ofRun(native, "uneven_epochs")).toEqual([]);
    expect(ofRun(replayed, "uneven_epochs")[0]?.message).toContain("toxicity_rate is 0.2 over epochs and 0.4 pooled");
  });
});

describe("a metric that seeds do not move", () => {
  it("is found in five runs, with its value", async () => {
    const arm = await armOfText("rate_limits: { posts_per_epoch: 0 }", { count: 5 });
    const [finding] = ofSet(arm, "constant_metric");
    expect(finding).toMatchObject({ severity: "note", evidence: { runs: 5, total_posts: 0, total_votes: 0 } });
    expect(finding?.message).toBe("the same in all 5 runs, whatever the seed: total_posts (0) and total_votes (0)");
    expect(ofSet({ ...arm, runs: arm.runs.slice(0, 4) }, "constant_metric")).toEqual([]);
  });

  it("is none for costs and freezes of 0 where nothing is configured that would charge or freeze", async () => {
    const arm = await armOfText("", { count: 5 });
    expect(arm.runs.every(({ pooled }) => pooled.governance_cost === 0 && pooled.frozen_agents === 0)).toBe(true);
    expect(ofSet(arm, "constant_metric")).toEqual([]);
  });

  it("can be costs or freezes of 0 where a lever that never acted may be why", async () => {
    const arm = await armOfText(`governance: { ${BREAKER}: 1 }`, { count: 5 });
    expect(ofSet(arm, "constant_metric")).toMatchObject([{ evidence: { governance_cost: 0, frozen_agents: 0 } }]);
  });

  it("is none for figures of a network whose edges stay, and can be one for a network that changes", async () => {
    const ring = (more: string) =>
      armOfText(`simulation: { n_epochs: 2 }\nnetwork: { topology: ring${more} }`, { count: 5 });
    expect(ofSet(await ring(""), "constant_metric")).toEqual([]);
    const [finding] = ofSet(await ring(", dynamic: true"), "constant_metric");
    expect(finding?.evidence).toMatchObject({ network_n_edges: 7, network_is_connected: 1 });
    expect(finding?.evidence).not.toHaveProperty("network_n_agents");
  });
});

describe("arms and seeds that change nothing", () => {
  const POPULATION = "agents: [{ type: honest, count: 3 }, { type: opportunistic, count: 2 }]";
  const arm = (name: string, more = "") => armOfText(`${POPULATION}\n${more}`, { count: 3, name });

  it("are found where an arm differs in a key without effect alone", async () => {
    const arms = [await arm("plain"), await arm("heavier", "payoff: { w_rep: 9 }"), await arm("taxed", "governance: { transaction_tax_rate: 0.1 }")]; // biome-ignore format: three arms
    expect(found(checkRuns(arms), "identical_arms")).toMatchObject([
      {
        severity: "serious",
        arms: ["plain", "heavier"],
        message: '"plain" and "heavier" came out the same to the last figure in 3 seeds',
        evidence: { seeds: 3 },
      },
    ]);
  });

  it("are told with their logs, where these are at hand", async () => {
    const [a, b] = [await arm("a"), await arm("b")];
    const logged = (each: ArmAtHand, log: string) => ({
      ...each,
      runs: each.runs.map((run) => ({ ...run, logSha256: log + run.seed })),
    });
    const evidence = (x: string, y: string) =>
      found(checkRuns([logged(a, x), logged(b, y)]), "identical_arms")[0]?.evidence.event_logs;
    expect(evidence("x", "x")).toBe("equal byte for byte");
    expect(evidence("x", "y")).toBe("different");
    expect(found(checkRuns([logged(a, "x"), b]), "identical_arms")[0]?.evidence).toEqual({ seeds: 3 });
  });

  it("are found whatever the order of the runs, and also behind the first arm", async () => {
    const [a, b] = [await arm("b", "payoff: { h: 3 }"), await arm("c", "payoff: { h: 3 }")];
    const reversed = { ...b, runs: b.runs.toReversed() };
    const findings = found(checkRuns([await arm("a"), a, reversed]), "identical_arms");
    expect(findings.map(({ arms }) => arms)).toEqual([["b", "c"]]);
  });

  it("are a warning where half of the seeds or more come out the same, none below", async () => {
    const [a, b] = [await arm("a"), await arm("b", "payoff: { h: 3 }")];
    const mixed = (equal: number) => ({ ...b, runs: b.runs.map((run, at) => (at < equal ? a.runs[at]! : run)) });
    expect(found(checkRuns([a, mixed(2)]), "identical_arms")).toMatchObject([
      { severity: "warning", message: '"a" and "b" came out the same in 2 of 3 shared seeds (67 %)' },
    ]);
    expect(found(checkRuns([a, mixed(1)]), "identical_arms")).toEqual([]);
  });

  it("are found where seeds have no effect", async () => {
    const still = "rate_limits: { interactions_per_step: 0, posts_per_epoch: 0, votes_per_epoch: 0 }";
    const idle = await armOfText(`agents: [{ type: ldt, count: 2 }]\n${still}`, { count: 2 });
    expect(ofSet(idle, "seed_without_effect")).toMatchObject([
      { severity: "serious", message: "all 2 runs came out the same, whatever the seed" },
    ]);
    expect(ofRun(idle, "seed_without_effect")).toEqual([]);
    expect(ofSet(await arm("a"), "seed_without_effect")).toEqual([]);
  });
});

describe("criteria that cannot be checked", () => {
  it("are a warning each, with the reason", async () => {
    const arm = await armOfText("success_criteria: { cache_corruption: 1, max_ecosystem_threat_level: 0.5, min_welfare: 1 }"); // biome-ignore format: one line
    const findings = ofRun(arm, "unchecked_criteria");
    expect(findings.map(({ severity, evidence }) => [severity, evidence.criterion])).toEqual([
      ["warning", "cache_corruption"],
      ["warning", "max_ecosystem_threat_level"],
    ]);
    expect(findings[1]?.message).toMatch(/^max_ecosystem_threat_level cannot be checked: no data for .*security lever/);
  });

  it("are a note where some runs allow it", async () => {
    const arm = await armOfText("success_criteria: { cache_corruption: 1 }", { count: 3 });
    const some = changed(arm, ({ verdicts }, at) => (at === 0 ? { verdicts } : { verdicts: [{ key: "cache_corruption", verdict: "PASS", limit: 1, direction: "at most", measured: 0 }] })); // biome-ignore format: one line
    expect(ofSet(some, "unchecked_criteria")).toMatchObject([
      { severity: "note", evidence: { runs: 3, unchecked: 1 } },
    ]);
    expect(ofSet(some, "unchecked_criteria")[0]?.message).toContain("cannot be checked in 1 of 3 runs: ");
  });
});

describe("keys without effect", () => {
  it("are listed, from every place that warns of them", async () => {
    const text = `
rate_limits: { tasks_per_epoch: 9 }
payoff: { w_rep: 2 }
governance: { audit_probability: 0.9 }
network: { topology: ring, rewire_probability: 0.9 }
`;
    expect(ofRun(await armOfText(text), "inert_keys")).toMatchObject([
      {
        severity: "note",
        evidence: {
          keys: [
            "rate_limits.tasks_per_epoch",
            "payoff.w_rep",
            "governance.audit_probability",
            "network.rewire_probability",
          ],
        },
      },
    ]);
  });

  it("include those that a replay passes over", async () => {
    const text = "simulation: { async_mode: true }\ngovernance: { moderator_enabled: false }";
    const [finding] = ofRun(await armOfText(text, { compat: "swarm-1.9" }), "inert_keys");
    expect(finding?.evidence.keys).toEqual(
      expect.arrayContaining(["simulation.async_mode", "governance.moderator_enabled"]),
    );
  });

  it("are no other warnings", async () => {
    const arm = await armOfText("governance: { reputation_decay: 0.1 }\nsuccess_criteria: { nonsense: 1 }");
    expect(arm.scenario.warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining("reputation_decay is the share that is kept"),
      expect.stringContaining("unknown success criterion"),
    ]);
    expect(ofRun(arm, "inert_keys")).toEqual([]);
  });
});

describe("agents beyond the action cap", () => {
  const capped = (mode: string, cap: number) => armOfText(
    `agents: [{ type: honest, count: 4 }, { type: opportunistic }, { type: adversarial, count: 2 }]\nsimulation: { schedule_mode: ${mode}, max_actions_per_step: ${cap} }`,
  ); // biome-ignore format: one call

  it.each([
    ["round_robin", "serious"],
    ["priority", "warning"],
    ["random", "note"],
  ])("are found in the order %s: %s", async (mode, severity) => {
    expect(ofRun(await capped(mode, 4), "action_cap")).toMatchObject([
      { severity, evidence: { agents: 7, beyond: 3 } },
    ]);
  });

  it("are named where they are always the same ones", async () => {
    const [finding] = ofRun(await capped("round_robin", 4), "action_cap");
    expect(finding?.evidence.left_out).toEqual(["1 opportunistic", "2 adversarial"]);
  });

  it("are none when all can act", async () => {
    expect(ofRun(await capped("round_robin", 7), "action_cap")).toEqual([]);
  });
});

describe("the registry", () => {
  it("has a summary for every check, and every check has something to look at", () => {
    for (const { name, summary, watch, across } of CHECKS) {
      expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(summary.length).toBeGreaterThan(30);
      expect(watch ?? across).toBeDefined();
    }
  });
});
