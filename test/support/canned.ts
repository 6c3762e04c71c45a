import type { CallContext, ChatModel, Completion, CompletionRequest } from "../../src/contract/provider.js";

export const IDENTITY = { provider: "canned", model: "one", settings: { temperature: 0.5 } };

export const ask = (content: string, more: Partial<CompletionRequest> = {}): CompletionRequest => {
  return { messages: [{ role: "user", content }], ...more };
};

export const saying = (text: string, more: Partial<Completion> = {}): Completion => {
  const usage = { inputTokens: 10, outputTokens: 5 };
  return { text, finish: "stop", usage, price: 0.25, warnings: [], failed: [], ...more };
};

/** A model that gives these completions and throws these errors, one a call, and keeps what it was asked. */
export function canned(outcomes: readonly (Completion | Error)[]) {
  const asked: { request: CompletionRequest; context: CallContext | undefined }[] = [];
  const model: ChatModel = {
    identity: IDENTITY,
    async complete(request, context) {
      const outcome = outcomes[asked.length];
      asked.push({ request, context });
      if (outcome === undefined) throw new Error(`call ${asked.length} was not expected`);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  };
  return { model, asked };
}
