import { basename } from "node:path";
import {
  type ChatModel,
  type Completion,
  type CompletionRequest,
  defineProvider,
  ModelError,
  type ModelIdentity,
} from "../../contract/provider.js";
import { structured } from "../structured.js";
import { linesOf, SCRIPT, type Script, type ScriptLine } from "./script.js";

const NAME = "scripted";

/** A model that says what it was told to: fixed answers from the config or a file. For tests, demos and dry runs. */
export const scripted = defineProvider({
  name: NAME,
  summary: "fixed answers from the scenario or a file; asks nobody",
  config: SCRIPT,
  structured: "checked",
  seeded: false,
  keyVariable: () => undefined,
  identity: scriptIdentity,
  create: async (config) => {
    const lines = linesOf(config);
    const choose = config.match === "order" ? inOrder(lines, config.at_end) : byContent(lines);
    return scriptedModel(choose, scriptIdentity(config));
  },
  check: async (config) => [`${linesOf(config).length} answers`],
});

/**
 * A model whose answers a function gives: from the request and the number of the call, from 0. Answers are parsed and
 * checked like those of any model.
 */
export function scriptedModel(
  choose: (request: CompletionRequest, call: number) => ScriptLine | string,
  identity: ModelIdentity = { provider: NAME, model: "function", settings: {} },
): ChatModel {
  let made = 0;
  return {
    identity,
    async complete(request, context) {
      context?.signal?.throwIfAborted();
      const call = made;
      made += 1;
      const chosen = choose(request, call);
      return structured(completionOf(typeof chosen === "string" ? { answer: chosen } : chosen), request.schema);
    },
  };
}

function scriptIdentity({ model, file, match }: Script): ModelIdentity {
  const settings = { match, ...(file !== undefined && { file: basename(file) }) };
  return { provider: NAME, model, settings };
}

function completionOf({
  answer,
  fault,
  retry_after,
  finish,
  input_tokens,
  output_tokens,
  price,
}: ScriptLine): Completion {
  if (fault !== undefined) {
    throw new ModelError(fault, `the script says: ${fault}`, {
      ...(retry_after !== undefined && { retryAfter: retry_after }),
    });
  }
  const known = input_tokens !== undefined && output_tokens !== undefined;
  return {
    text: typeof answer === "string" ? answer : JSON.stringify(answer),
    finish: (finish as Completion["finish"] | undefined) ?? "stop",
    usage: known ? { inputTokens: input_tokens, outputTokens: output_tokens } : undefined,
    price,
    warnings: [],
    failed: [],
  };
}

function inOrder(lines: readonly ScriptLine[], atEnd: "stop" | "repeat" | "cycle") {
  return (_: CompletionRequest, call: number): ScriptLine => {
    if (call < lines.length) return lines[call];
    if (atEnd === "stop")
      throw new ModelError("no_answer", `the script has ${lines.length} answers, this is call ${call + 1}`);
    return lines[atEnd === "repeat" ? lines.length - 1 : call % lines.length];
  };
}

function byContent(lines: readonly ScriptLine[]) {
  return ({ messages }: CompletionRequest): ScriptLine => {
    const said = messages.map(({ content }) => content).join("\n");
    const found = lines.find(({ when = [] }) => [when].flat().every((text) => said.includes(text)));
    if (found !== undefined) return found;
    const last = JSON.stringify(messages.at(-1)?.content.slice(0, 120) ?? "");
    throw new ModelError("no_answer", `no answer of the script is for this request, which ends with ${last}`);
  };
}
