import type { AgentNote } from "../../model/agent-note.js";

/** Calls of models, and what they took. */
export class ModelTally {
  calls = 0;
  invalidAnswers = 0;
  private tokensKnown = 0;
  private costKnown = 0;
  private unknownTokens = false;
  private unknownCost = false;

  note({ action, figures }: AgentNote): void {
    if (action === "invalid_answer") this.invalidAnswers += 1;
    if (action !== "model_call") return;
    const { input_tokens, output_tokens, price_usd } = figures;
    this.calls += 1;
    if (input_tokens === undefined || output_tokens === undefined) this.unknownTokens = true;
    else this.tokensKnown += input_tokens + output_tokens;
    if (price_usd === undefined) this.unknownCost = true;
    else this.costKnown += price_usd;
  }

  /** Undefined as soon as one call did not tell. */
  get tokens(): number | undefined {
    return this.unknownTokens ? undefined : this.tokensKnown;
  }

  /** USD; undefined as soon as the price of one call is not known. */
  get cost(): number | undefined {
    return this.unknownCost ? undefined : this.costKnown;
  }
}
