import type { Static, TObject } from "@sinclair/typebox";
import { StoppedError } from "../base/errors.js";

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** A JSON Schema; that of a structured answer describes an object. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a model is asked. Figures that are left out are those of the model's config. */
export interface CompletionRequest {
  readonly messages: readonly ChatMessage[];
  /** Asks for one JSON object that fits, and nothing around it. */
  readonly schema?: JsonSchema;
  /** Whole number >= 0. Providers that take no seed pass it over; see `ProviderDefinition.seeded`. */
  readonly seed?: number;
  /** In [0, 2]. */
  readonly temperature?: number;
  /** Tokens of the answer, >= 1. */
  readonly maxTokens?: number;
  /** Texts that end the answer, and are not part of it. */
  readonly stop?: readonly string[];
}

/** Circumstances of a call. They never shape the answer. */
export interface CallContext {
  readonly signal?: AbortSignal;
  /** Who asks and what for, for the record of calls: agent, epoch, step, role. */
  readonly from?: Readonly<Record<string, string | number>>;
  /** Called before each repetition of the call; throws to forbid it. */
  readonly repeating?: () => void;
}

/** Tokens, >= 0. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A try that failed and was made again. */
export interface FailedTry {
  readonly kind: ModelErrorKind;
  readonly message: string;
  /** How long the next try was put off, s. */
  readonly wait: number;
  readonly usage: Usage | undefined;
  readonly price: number | undefined;
}

export interface Completion {
  readonly text: string;
  /** The parsed answer, which fits the request's schema; absent where none was asked for. */
  readonly data?: unknown;
  /** Why the answer ended. With a schema, an answer cut at its length is an error instead. */
  readonly finish: "stop" | "length" | "content_filter" | "other";
  /** Of this answer alone; undefined where the provider does not tell. */
  readonly usage: Usage | undefined;
  /** USD at list prices, without discounts; undefined where it is not known, never 0 for want of knowledge. */
  readonly price: number | undefined;
  /** What of the request the provider passed over. */
  readonly warnings: readonly string[];
  /** Tries before this one, in order. */
  readonly failed: readonly FailedTry[];
}

/**
 * - `rate_limited`: asked too often; `retryAfter` where the endpoint says how long to wait
 * - `overloaded`: the endpoint fails (5xx)
 * - `timeout`: no complete answer within the model's time
 * - `connection`: not reached, or cut off
 * - `bad_reply`: something arrived that is no reply of the protocol (half a body, another shape)
 * - `truncated`: a structured answer was cut at its length
 * - `invalid_json`: a structured answer is no JSON, or has words around it
 * - `wrong_schema`: a structured answer is JSON of another shape
 * - `auth`: the key is missing, wrong, or not allowed to
 * - `rejected`: the endpoint refuses the request itself (no such model, too long, ...)
 * - `no_answer`: a script has no answer for the call
 */
export type ModelErrorKind =
  | "rate_limited"
  | "overloaded"
  | "timeout"
  | "connection"
  | "bad_reply"
  | "truncated"
  | "invalid_json"
  | "wrong_schema"
  | "auth"
  | "rejected"
  | "no_answer";

/** What is known about a failed call. */
export interface ModelErrorDetail {
  /** Seconds that the endpoint asks to wait. */
  readonly retryAfter?: number;
  /** The answer that could not be used, as it came. */
  readonly text?: string;
  readonly usage?: Usage | undefined;
  readonly price?: number | undefined;
  /** Tries before the last one, in order. */
  readonly failed?: readonly FailedTry[];
}

/** A call that gave no usable answer. */
export class ModelError extends StoppedError {
  override readonly name = "ModelError";

  readonly detail: ModelErrorDetail & { readonly failed: readonly FailedTry[] };

  constructor(
    readonly kind: ModelErrorKind,
    message: string,
    detail: ModelErrorDetail = {},
  ) {
    super(message);
    this.detail = { failed: [], ...detail };
  }

  /** The model answered, but not in the form asked for: such an answer can be counted and replaced by a stated policy. */
  get isInvalidAnswer(): boolean {
    return this.kind === "truncated" || this.kind === "invalid_json" || this.kind === "wrong_schema";
  }
}

/** What shapes a model's answers besides the request. The same identity and request stand for the same call when calls are replayed. */
export interface ModelIdentity {
  readonly provider: string;
  readonly model: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A model that can be asked. */
export interface ChatModel {
  readonly identity: ModelIdentity;
  /**
   * @throws ModelError when there is no usable answer; what `context.signal` was aborted with; StoppedError of a
   * decorator (budget, replay)
   */
  complete(request: CompletionRequest, context?: CallContext): Promise<Completion>;
  /** Gives back memory that the model holds. It is not asked afterwards. */
  close?(): Promise<void>;
}

/** What a provider is told from outside. */
export interface ProviderSurroundings {
  /** Environment variables: the only place that keys come from. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** USD per million tokens. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
}

/** A file that a provider read, by its path from the working directory. */
export interface ProviderFile {
  readonly file: string;
  readonly text: string;
}

/** A provider of models: one file in `llm/providers/` and one line in its registry. */
export interface ProviderDefinition {
  readonly name: string;
  readonly summary: string;
  /** Schema of the model's config; every key with default, range and a line of doc. */
  readonly config: TObject;
  /** Keys of the config that are paths: in a scenario from its own folder, handed on from the working directory. */
  readonly paths?: readonly string[];
  /** How a schema is kept: by the endpoint, by a grammar while the text is made, or only by checking it afterwards. Every answer is checked. */
  readonly structured: "endpoint" | "grammar" | "checked";
  /** Whether a seed reaches the model. */
  readonly seeded: boolean;
  /** The environment variable that holds the key under this config; undefined where none is used. */
  keyVariable(config: unknown): string | undefined;
  /** Published prices by model, where they are known; those of the config go first. */
  readonly prices?: Readonly<Record<string, TokenPrice>>;
  identity(config: unknown): ModelIdentity;
  /**
   * The files that fix its answers, where a config names such: read when a scenario is loaded, so that what is wrong with them is
   * known before anything runs, and kept in the manifest.
   * @throws InputError with everything that is missing or damaged
   */
  material?(config: unknown): readonly ProviderFile[];
  /**
   * Loads what the provider needs, and nothing before.
   * @throws InputError for what the user can mend: a key that is not set, a file that is not there, a package to install
   */
  create(config: unknown, surroundings: ProviderSurroundings): Promise<ChatModel>;
  /**
   * Reaches the endpoint without asking a model: what was found, a line each.
   * @throws InputError as `create`; ModelError when it cannot be reached or refuses
   */
  check(config: unknown, surroundings: ProviderSurroundings): Promise<readonly string[]>;
}

/** Gives the functions the static type of the config schema. */
export function defineProvider<C extends TObject>(
  definition: Omit<ProviderDefinition, "config" | "keyVariable" | "identity" | "material" | "create" | "check"> & {
    readonly config: C;
    keyVariable(config: Static<C>): string | undefined;
    identity(config: Static<C>): ModelIdentity;
    material?(config: Static<C>): readonly ProviderFile[];
    create(config: Static<C>, surroundings: ProviderSurroundings): Promise<ChatModel>;
    check(config: Static<C>, surroundings: ProviderSurroundings): Promise<readonly string[]>;
  },
): ProviderDefinition {
  return definition as ProviderDefinition;
}
