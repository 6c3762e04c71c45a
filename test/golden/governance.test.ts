import { describe, expect, it } from "vitest";
import { expectClose, type GoldenCase, loadGolden } from "../support/golden.js";
import { GovernanceHarness } from "../support/governance-harness.js";
import type { GovernanceInput, GovernanceResult } from "../support/governance-vectors.js";

interface Expected {
  readonly results: readonly GovernanceResult[];
  readonly final_state: GovernanceResult;
  readonly totals: Readonly<Record<string, number>>;
}

/** What an operation has when the vectors leave it out. */
const NOTHING = {
  cost_a: 0,
  cost_b: 0,
  freeze: [],
  unfreeze: [],
  reputation_deltas: {},
  resource_deltas: {},
  draws: [],
} as const;

const golden = loadGolden<GovernanceInput, Expected>("governance");

/** A case written down here: a tax of 10 % on an accepted interaction that is 3 x 0.8 - 1 = 1.4 + 0.6 worth, split 3 : 1. */
const KNOWN: GoldenCase<GovernanceInput, Expected> = {
  id: "by hand",
  tag: "transaction_tax",
  input: {
    lever: "transaction_tax",
    level: "lever",
    config: { transaction_tax_rate: 0.1, transaction_tax_split: 0.75 },
    agents: [{ id: "a" }, { id: "b" }],
    ops: [{ op: "interaction", initiator: "a", counterparty: "b", accepted: true, p: 0.8, tau: -0.6 }],
  },
  expected: {
    results: [{ cost_a: 0.15, cost_b: 0.05, tax_base: 2, total_tax: 0.2 }],
    final_state: {
      a: { reputation: 0, resources: 100, frozen: false },
      b: { reputation: 0, resources: 100, frozen: false },
    },
    totals: { cost_a: 0.15, cost_b: 0.05, freezes: 0, unfreezes: 0, audits: 0, penalised: 0 },
  },
};

const cases = [KNOWN, ...(golden?.cases ?? [])];

/** The fields that the vectors give, and those that count as nothing when they do not; deltas of 0 count as none. */
function comparable(result: GovernanceResult, given: GovernanceResult): GovernanceResult {
  const wanted = new Set([...Object.keys(NOTHING), ...Object.keys(given)]);
  const fields = { ...NOTHING, ...result };
  const kept = Object.entries(fields).filter(([key]) => wanted.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, key.endsWith("_deltas") ? moved(value) : value]));
}

function moved(deltas: unknown): unknown {
  return Object.fromEntries(Object.entries(deltas as Record<string, number>).filter(([, delta]) => delta !== 0));
}

function play({ id, input, expected }: (typeof cases)[number]): void {
  const harness = new GovernanceHarness(input);
  const totals = { cost_a: 0, cost_b: 0, freezes: 0, unfreezes: 0, audits: 0, penalised: 0 };
  input.ops.forEach((op, i) => {
    const wanted = expected.results[i];
    const found = harness.play(op, (wanted.draws as number[] | undefined) ?? []);
    expectClose(comparable(found, wanted), comparable(wanted, wanted), `${id}, operation ${i} (${op.op})`);
    totals.cost_a += found.cost_a as number;
    totals.cost_b += found.cost_b as number;
    totals.freezes += (found.freeze as string[]).length;
    totals.unfreezes += (found.unfreeze as string[]).length;
    if (input.level === "lever" && found.audited === true) totals.audits += 1;
    if (input.level === "lever" && found.penalty_applied === true) totals.penalised += 1;
  });
  expectClose(harness.finalState(), expected.final_state, `${id}, final state`);
  expectClose(totals, expected.totals, `${id}, totals`);
}

describe("levers against the reference system's vectors", () => {
  it("has the vectors it claims to have", () => {
    expect(cases.length - 1).toBe(golden?.meta.count ?? 0);
    for (const { id, input, expected } of cases) expect(expected.results.length, id).toBe(input.ops.length);
  });

  it.each(cases)("$id: does to the agents what $tag does there", (each) => play(each));
});
