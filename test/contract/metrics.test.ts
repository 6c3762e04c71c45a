import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Facts, MetricContext } from "../../src/contract/metric.js";
import { METRICS } from "../../src/metrics/registry.js";
import type { Interaction } from "../../src/model/interaction.js";
import { counterpartyPayoff, DEFAULT_PAYOFF, initiatorPayoff } from "../../src/model/payoff.js";
import { NATIVE } from "../../src/model/semantics.js";

const context: MetricContext = { payoff: DEFAULT_PAYOFF, semantics: NATIVE, archetypeOf: () => "honest" };
const facts: Facts = { frozenAgents: 0, totalPosts: 0, totalVotes: 0, report: () => undefined, network: undefined };

/** The columns that every table begins with, after `epoch`. */
const FRONT = [
  ["total_interactions", "accepted_interactions", "rejected_interactions"],
  ["toxicity_rate", "toxicity_rate_all", "quality_gap", "spread"],
  ["conditional_loss_initiator", "conditional_loss_counterparty"],
  ["quality_correlation", "avg_quality", "avg_payoff", "total_welfare", "net_social_welfare"],
  ["governance_cost", "frozen_agents", "total_posts", "total_votes"],
].flat();

const interaction = fc
  .record({
    p: fc.double({ min: 0, max: 1, noNaN: true }),
    accepted: fc.boolean(),
    initiator: fc.nat(5),
    counterparty: fc.nat(5),
    costA: fc.double({ min: 0, max: 5, noNaN: true }),
    costB: fc.double({ min: 0, max: 5, noNaN: true }),
  })
  .map(
    (x): Interaction => ({
      ...x,
      id: 0,
      epoch: 0,
      step: 0,
      type: "trade",
      answeredIn: "turn",
      signals: { progress: 0, rework: 0, rejections: 0, misuse: 0, engagement: 0 },
      vHat: 0,
      tau: 0,
      rA: 0,
      rB: 0,
      payoffA: initiatorPayoff(x.p, 0, x.costA, 0, DEFAULT_PAYOFF),
      payoffB: counterpartyPayoff(x.p, 0, x.costB, 0, DEFAULT_PAYOFF),
      marks: undefined,
    }),
  );

const columns = [...METRICS].flatMap((family) => family.columns);

describe("the metrics table", () => {
  it("begins with the columns that every reader relies on", () => {
    expect(columns.slice(0, FRONT.length).map(({ name }) => name)).toEqual(FRONT);
  });

  it("has no two columns of one name, and each is named like a variable", () => {
    const names = columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
  });
});

describe.each([...METRICS].map((family) => [family.name, family] as const))("the metric family %s", (_name, family) => {
  it("says of each column what it is and where it comes from", () => {
    for (const { formula, source, unit, direction } of family.columns) {
      for (const text of [formula, source, unit, direction]) expect(text.length).toBeGreaterThan(0);
    }
  });

  it("has one value per column, and nothing that is undefined pretends to be 0 when there is no data", () => {
    const values = family.create(context).values(facts);
    expect(values).toHaveLength(family.columns.length);
    values.forEach((value, i) => {
      const { unit, name } = family.columns[i];
      // Only counts and sums over nothing are 0; a mean, a share or a score over nothing is blank.
      if (["probability", "share", "correlation", "score", "index"].includes(unit)) expect(value, name).toBeUndefined();
      else expect(value ?? 0, name).toBe(0);
    });
  });

  it("gives finite values, the same however often it is asked, and shares nothing with another accumulator", () => {
    fc.assert(
      fc.property(fc.array(interaction, { maxLength: 40 }), (interactions) => {
        const [one, other] = [family.create(context), family.create(context)];
        for (const x of interactions) one.interaction?.(x);
        const values = one.values(facts);
        for (const value of values) if (value !== undefined) expect(Number.isFinite(value)).toBe(true);
        expect(one.values(facts)).toEqual(values);
        expect(other.values(facts)).toEqual(family.create(context).values(facts));
      }),
    );
  });
});
