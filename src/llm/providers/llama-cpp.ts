import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { type Static, Type } from "@sinclair/typebox";
import { InputError } from "../../base/errors.js";
import { keys, maybeWhole, positive, whole } from "../../contract/keys.js";
import {
  type ChatMessage,
  type ChatModel,
  type Completion,
  type CompletionRequest,
  defineProvider,
  ModelError,
  type ModelIdentity,
  type ProviderSurroundings,
} from "../../contract/provider.js";
import { structured } from "../structured.js";
import { maybeSeed } from "./endpoint.js";
import {
  type HistoryItem,
  type Llama,
  type LlamaLibrary,
  type LlamaModel,
  llamaLibrary,
  startLlama,
} from "./llama-library.js";

const NAME = "llama-cpp";
const PRICE_UNKNOWN = undefined;

const CONFIG = keys({
  model_path: Type.String({
    pattern: "^(?!.*\\.\\.)[^\\0]+\\.gguf$",
    description: "the model file, ends in .gguf; no ..",
  }),
  context_size: whole(4096, 64, "tokens of a request and its answer together"),
  threads: maybeWhole(1, "processor threads; all cores but one where left out"),
  temperature: Type.Number({ default: 0.7, minimum: 0, maximum: 2, description: "spread of answers" }),
  max_tokens: whole(512, 1, "tokens of an answer"),
  timeout: positive(120, "longest time for an answer, s; waits for a turn do not count"),
  seed: maybeSeed,
});
type Config = Static<typeof CONFIG>;

/** A model in this process, on the processor. A schema becomes a grammar that the text cannot leave. */
export const llamaCpp = defineProvider({
  name: NAME,
  summary: "a GGUF model in this process, on the processor; needs the optional package node-llama-cpp",
  config: CONFIG,
  structured: "grammar",
  seeded: true,
  keyVariable: () => undefined,
  identity,
  create: async (config, surroundings) => {
    const { library, llama, model } = await loaded(config, surroundings);
    // The threads wait for each other in a loop: with one core left to everything else they are many times faster.
    const threads = config.threads ?? Math.max(1, availableParallelism() - 1);
    const context = await model.createContext({ contextSize: config.context_size, threads });
    const sequence = context.getSequence();
    const chat = new library.LlamaChat({ contextSequence: sequence });
    return inTurn({
      identity: identity(config),
      complete: async (request, callContext) => {
        // Each call starts from an empty context: what was asked before must not shape an answer.
        await sequence.clearHistory();
        const before = sequence.tokenMeter.getState();
        const deadline = AbortSignal.timeout(Math.ceil(config.timeout * 1000));
        const outer = callContext?.signal;
        const grammar = request.schema && (await llama.createGrammarForJsonSchema(request.schema));
        const overflow = new AbortController();
        const signals = [deadline, overflow.signal, ...(outer === undefined ? [] : [outer])];
        const options = {
          ...sampling(request, config),
          ...(grammar !== undefined && { grammar }),
          signal: AbortSignal.any(signals),
          // By default the library drops the oldest messages when a request is too long, without a word.
          contextShift: {
            strategy: () => {
              overflow.abort();
              return { chatHistory: [] };
            },
          },
        };
        const answer = await chat
          .generateResponse(request.messages.map(historyItem), options)
          .catch((error: unknown) => {
            outer?.throwIfAborted();
            if (overflow.signal.aborted) throw tooLong(config);
            if (deadline.aborted) throw new ModelError("timeout", `${NAME}: no answer within ${config.timeout} s`);
            throw error;
          });
        if (overflow.signal.aborted) throw tooLong(config);
        const used = sequence.tokenMeter.diff(before);
        const completion: Completion = {
          text: answer.response,
          finish: answer.metadata.stopReason === "maxTokens" ? "length" : "stop",
          usage: { inputTokens: used.usedInputTokens, outputTokens: used.usedOutputTokens },
          price: PRICE_UNKNOWN,
          warnings: [],
          failed: [],
        };
        return structured(completion, request.schema);
      },
      close: () => context.dispose(),
    });
  },
  check: async (config, surroundings) => {
    await loaded(config, surroundings);
    return [`${basename(config.model_path)} loads`];
  },
});

/** Where a model file lies, and how many threads read it, shapes no answer: recorded calls serve on other machines too. */
function identity({ model_path, context_size, temperature, max_tokens, seed }: Config): ModelIdentity {
  const settings = { temperature, max_tokens, context_size, ...(seed !== undefined && { seed }) };
  return { provider: NAME, model: basename(model_path), settings };
}

interface Loaded {
  readonly library: LlamaLibrary;
  readonly llama: Llama;
  readonly model: LlamaModel;
}

/** Weights by file: the models of a run that share a file share its memory. */
const weights = new Map<string, Promise<Loaded>>();

async function loaded({ model_path }: Config, surroundings: ProviderSurroundings): Promise<Loaded> {
  const library = await llamaLibrary(surroundings);
  if (!existsSync(model_path)) throw new InputError(`${NAME}: there is no model file ${model_path}`);
  const known = weights.get(model_path) ?? load(library, model_path);
  weights.set(model_path, known);
  return known;
}

async function load(library: LlamaLibrary, modelPath: string): Promise<Loaded> {
  const llama = await startLlama(library);
  return { library, llama, model: await llama.loadModel({ modelPath }) };
}

function sampling(request: CompletionRequest, config: Config) {
  const { temperature = config.temperature, maxTokens = config.max_tokens, stop, seed = config.seed } = request;
  return {
    temperature,
    maxTokens,
    // The library takes 32 bits.
    ...(seed !== undefined && { seed: seed >>> 0 }),
    ...(stop !== undefined && { customStopTriggers: stop }),
  };
}

function historyItem({ role, content }: ChatMessage): HistoryItem {
  return role === "assistant" ? { type: "model", response: [content] } : { type: role, text: content };
}

function tooLong({ context_size }: Config): ModelError {
  return new ModelError("rejected", `${NAME}: the request and its answer do not fit in context_size ${context_size}`);
}

/** One call after the other, in the order in which they are made: there is one context. */
function inTurn(model: ChatModel): ChatModel {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...model,
    complete(request, context) {
      const next = last.then(() => model.complete(request, context));
      last = next.catch(() => undefined);
      return next;
    },
  };
}
