import { describe, expect, it } from "vitest";
import { taxBase, transactionTax } from "../../src/governance/transaction-tax.js";
import { LeverBench } from "../support/lever-bench.js";

describe("the transaction tax", () => {
  it("is levied on 3 p - 1, at least 0, plus the size of the transfer", () => {
    expect(taxBase(0.8, 0)).toBeCloseTo(1.4, 12);
    expect(taxBase(0.8, -0.6)).toBeCloseTo(2, 12);
    expect(taxBase(0.8, 0.6)).toBeCloseTo(2, 12);
    expect(taxBase(0.3, 0)).toBe(0);
    expect(taxBase(0.3, 1)).toBe(1);
  });

  it("splits 10 % of 2 as 3 : 1", () => {
    const bench = new LeverBench(transactionTax, { transaction_tax_rate: 0.1, transaction_tax_split: 0.75 }, 2);
    const { cost, ...rest } = bench.meet({ p: 0.8, tau: -0.6 });
    expect(cost[0]).toBeCloseTo(0.15, 12);
    expect(cost[1]).toBeCloseTo(0.05, 12);
    expect(rest).toMatchObject({ freeze: [], reputation: {}, resources: {} });
  });

  it("spares rejected interactions", () => {
    const bench = new LeverBench(transactionTax, { transaction_tax_rate: 0.1 }, 2);
    expect(bench.meet({ p: 0.8, accepted: false }).cost).toEqual([0, 0]);
  });

  it("follows its keys while the run goes on", () => {
    const bench = new LeverBench(transactionTax, { transaction_tax_rate: 0.1 }, 2);
    bench.config.transaction_tax_rate = 0.5;
    bench.config.transaction_tax_split = 1;
    const [initiator, counterparty] = bench.meet({ p: 1, tau: 0 }).cost;
    expect([initiator, counterparty]).toEqual([1, 0]);
  });
});
