import { describe, expect, it } from "vitest";
import { StoppedError } from "../../src/base/errors.js";
import { ModelError } from "../../src/contract/provider.js";
import { Budget, BudgetSpentError, budgeted } from "../../src/llm/budget.js";
import { retried } from "../../src/llm/retry.js";
import { ask, canned, saying } from "../support/canned.js";

const yes = (n: number) => Array.from({ length: n }, () => saying("yes"));

describe("a budget of calls", () => {
  it("lets exactly that many through and then stops, without asking and without an invented answer", async () => {
    const { model, asked } = canned(yes(5));
    const budget = new Budget("run", { max_calls: 3 });
    const limited = budgeted(model, [budget]);
    for (let n = 0; n < 3; n += 1) expect((await limited.complete(ask("?"))).text).toBe("yes");
    const error = await limited.complete(ask("?")).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BudgetSpentError);
    expect(error).toBeInstanceOf(StoppedError);
    expect(String(error)).toContain("the run's budget of 3 calls is spent");
    expect(asked).toHaveLength(3);
  });

  it("counts calls that are made at once, not only one after the other", async () => {
    const { model, asked } = canned(yes(9));
    const limited = budgeted(model, [new Budget("run", { max_calls: 4 })]);
    const outcomes = await Promise.allSettled(Array.from({ length: 9 }, () => limited.complete(ask("?"))));
    expect(outcomes.map(({ status }) => status === "fulfilled")).toEqual([
      ...Array(4).fill(true),
      ...Array(5).fill(false),
    ]);
    expect(asked).toHaveLength(4);
  });

  it("counts repetitions, so that no more tries are made than calls are left", async () => {
    const { model, asked } = canned(Array(9).fill(new ModelError("overloaded", "down")));
    const limited = budgeted(
      retried(model, { max_retries: 8, backoff: 0, max_wait: 1 }, async () => {}),
      [new Budget("run", { max_calls: 3 })],
    );
    await expect(limited.complete(ask("?"))).rejects.toBeInstanceOf(BudgetSpentError);
    expect(asked).toHaveLength(3);
  });

  it("of 0 lets nothing through", async () => {
    const { model, asked } = canned([]);
    await expect(budgeted(model, [new Budget("sweep", { max_calls: 0 })]).complete(ask("?"))).rejects.toThrow("sweep");
    expect(asked).toHaveLength(0);
  });
});

describe("a budget of tokens or money", () => {
  it.each([
    [{ max_tokens: 31 }, "31 tokens"],
    [{ max_cost: 0.6 }, "0.6 USD"],
  ])("%j stops before the call after the one that meets it", async (limits, named) => {
    // Each call takes 15 tokens and 0.25 USD: after the third, 45 tokens and 0.75 USD are spent.
    const { model, asked } = canned(yes(5));
    const limited = budgeted(model, [new Budget("run", limits)]);
    for (let n = 0; n < 3; n += 1) await limited.complete(ask("?"));
    await expect(limited.complete(ask("?"))).rejects.toThrow(`the run's budget of ${named} is spent`);
    expect(asked).toHaveLength(3);
  });

  it("counts what failed tries and invalid answers took", async () => {
    const spent = { usage: { inputTokens: 4, outputTokens: 2 }, price: 0.1 };
    const invalid = new ModelError("invalid_json", "no JSON", spent);
    const budget = new Budget("run", {});
    const { model } = canned([invalid, saying("yes"), invalid, invalid]);
    const limited = budgeted(
      retried(model, { max_retries: 1, backoff: 0, max_wait: 1 }, async () => {}),
      [budget],
    );
    await limited.complete(ask("?"));
    await expect(limited.complete(ask("?"))).rejects.toMatchObject({ kind: "invalid_json" });
    // By hand: three invalid answers of 6 tokens and 0.10 USD, one good one of 15 and 0.25.
    expect({ calls: budget.calls, tokens: budget.tokens }).toEqual({ calls: 4, tokens: 33 });
    expect(budget.cost).toBeCloseTo(0.55, 12);
  });

  it.each([
    [{ max_tokens: 100 }, { usage: undefined }, "max_tokens cannot be kept"],
    [{ max_cost: 100 }, { price: undefined }, "max_cost cannot be kept"],
  ])("%j cannot be kept blind: it stops when a call does not tell", async (limits, untold, message) => {
    const { model } = canned([saying("yes", untold)]);
    await expect(budgeted(model, [new Budget("run", limits)]).complete(ask("?"))).rejects.toThrow(message);
  });
});

describe("several budgets", () => {
  it("all count, whichever is met first stops, and one sweep's is shared by its runs", async () => {
    const sweep = new Budget("sweep", { max_calls: 3 });
    const runs = [0, 1].map(() => budgeted(canned(yes(5)).model, [new Budget("run", { max_calls: 2 }), sweep]));
    await runs[0]!.complete(ask("?"));
    await runs[0]!.complete(ask("?"));
    await expect(runs[0]!.complete(ask("?"))).rejects.toThrow("the run's budget of 2 calls");
    await runs[1]!.complete(ask("?"));
    await expect(runs[1]!.complete(ask("?"))).rejects.toThrow("the sweep's budget of 3 calls");
    expect(sweep.calls).toBe(3);
  });
});
