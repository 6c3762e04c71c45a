import { type Static, Type } from "@sinclair/typebox";
import { StoppedError } from "../base/errors.js";
import { keys, maybeWhole } from "../contract/keys.js";
import { type CallContext, type ChatModel, type FailedTry, ModelError } from "../contract/provider.js";
import { around } from "./around.js";

export const BUDGET = keys({
  max_calls: maybeWhole(0, "calls, repeated ones included"),
  max_tokens: maybeWhole(0, "tokens of requests and answers together"),
  max_cost: Type.Optional(
    Type.Unsafe<number | null>({ type: ["number", "null"], minimum: 0, description: "USD at list prices" }),
  ),
});

/** The budget of a run or a sweep is spent: the run ends here, and keeps what it has. */
export class BudgetSpentError extends StoppedError {
  override readonly name = "BudgetSpentError";
}

interface Spending {
  readonly usage?: FailedTry["usage"];
  readonly price?: FailedTry["price"];
}

/**
 * What may be spent on models, and what has been. Calls are counted before they are made, so their number never goes over
 * the limit; tokens and money are known only afterwards, so the calls under way when the limit is met still count.
 */
export class Budget {
  calls = 0;
  tokens = 0;
  /** USD; the calls whose price is not known are left out. */
  cost = 0;

  /** @param owner "run" or "sweep", for messages */
  constructor(
    readonly owner: string,
    private readonly limits: Static<typeof BUDGET>,
  ) {}

  /** @throws BudgetSpentError where nothing is left for a call */
  check(): void {
    const { max_calls, max_tokens, max_cost } = this.limits;
    this.stopIf(typeof max_calls === "number" && this.calls >= max_calls, `${max_calls} calls`);
    this.stopIf(typeof max_tokens === "number" && this.tokens >= max_tokens, `${max_tokens} tokens`);
    this.stopIf(typeof max_cost === "number" && this.cost >= max_cost, `${max_cost} USD`);
  }

  /** A call is about to be made. */
  count(): void {
    this.calls += 1;
  }

  /**
   * @param answered whether the model answered; other tries may cost nothing
   * @throws StoppedError where a limit cannot be kept because the provider does not tell what a call took
   */
  charge({ usage, price }: Spending, answered: boolean): void {
    const { max_tokens, max_cost } = this.limits;
    if (answered && typeof max_tokens === "number" && usage === undefined) throw this.blind("max_tokens", "tokens");
    if (answered && typeof max_cost === "number" && price === undefined) throw this.blind("max_cost", "price");
    this.tokens += usage === undefined ? 0 : usage.inputTokens + usage.outputTokens;
    this.cost += price ?? 0;
  }

  private stopIf(spent: boolean, limit: string): void {
    if (!spent) return;
    const { calls, tokens, cost, owner } = this;
    const sum = `${calls} calls, ${tokens} tokens, ${cost} USD as far as known`;
    throw new BudgetSpentError(`the ${owner}'s budget of ${limit} is spent (so far: ${sum}); what is done is kept`);
  }

  private blind(key: string, what: string): StoppedError {
    return new StoppedError(`the ${this.owner}'s ${key} cannot be kept: the ${what} of a call is not known`);
  }
}

/** Charges every call, with its repetitions, to all the budgets, and makes none that one of them has no room for. */
export function budgeted(model: ChatModel, budgets: readonly Budget[]): ChatModel {
  const admit = () => {
    for (const budget of budgets) budget.check();
    for (const budget of budgets) budget.count();
  };
  const charge = (spending: Spending, answered: boolean) => {
    for (const budget of budgets) budget.charge(spending, answered);
  };
  return around(model, async (request, context) => {
    admit();
    const watched: CallContext = { ...context, repeating: both(context?.repeating, admit) };
    try {
      const completion = await model.complete(request, watched);
      for (const failed of completion.failed) charge(failed, false);
      charge(completion, true);
      return completion;
    } catch (error) {
      if (error instanceof ModelError) {
        for (const failed of error.detail.failed) charge(failed, false);
        charge(error.detail, false);
      }
      throw error;
    }
  });
}

function both(first: (() => void) | undefined, second: () => void): () => void {
  return () => {
    first?.();
    second();
  };
}
