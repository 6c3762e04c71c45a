import type { Static, TObject } from "@sinclair/typebox";
import type { Fault } from "../base/errors.js";
import type { ProviderSurroundings } from "./provider.js";

/**
 * Where a job stands, in words that hold for every vendor. A state that is not known is `unknown`: it is polled on until
 * the time limit, because a new word of a vendor's need not mean an end. Source: spec of hosted tuning, 9.4.2.
 */
export const JOB_STATES = ["pending", "running", "succeeded", "failed", "cancelled", "unknown"] as const;
export type JobState = (typeof JOB_STATES)[number];

/** States in which nothing more will happen. */
export const FINAL_STATES: ReadonlySet<JobState> = new Set<JobState>(["succeeded", "failed", "cancelled"]);

/**
 * What went wrong with a request to a vendor.
 * - `retired`: the vendor has closed training (410)
 * - `not_eligible`: this account or this model may not be trained (403; a 400 or 422 that says so of the model)
 * - `missing`: the vendor does not have what was asked for: a job, a model, or the whole route (404, 405, 501)
 * - `duplicate`: it exists already (409)
 * - `too_large`: the file is over the vendor's limit (413)
 * - `auth`: the key is missing or not accepted (401)
 * - `rejected`: the request itself is refused (other 4xx)
 * - `redirected`: the vendor points elsewhere (3xx); never followed, since the key would go along
 * - the rest may pass: asked too often (429), 5xx, no answer in time, connection cut, half a body or another shape
 */
export type TrainerFailureKind =
  | "retired"
  | "not_eligible"
  | "missing"
  | "duplicate"
  | "too_large"
  | "auth"
  | "rejected"
  | "redirected"
  | "rate_limited"
  | "overloaded"
  | "timeout"
  | "connection"
  | "bad_reply";

export interface TrainerFailure {
  readonly kind: TrainerFailureKind;
  readonly message: string;
  /** Seconds that the vendor asks to wait. */
  readonly retryAfter?: number;
}

/** Failures are values: most of them are answers that a caller decides on, not faults of a program. */
export type TrainerResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: TrainerFailure };

/** Figures of a training as its vendor reports them; undefined where it does not. */
export interface TrainingFigures {
  readonly step: number | undefined;
  readonly trainLoss: number | undefined;
  readonly validLoss: number | undefined;
  /** Mean accuracy of tokens of the validation file, in [0, 1]. */
  readonly validTokenAccuracy: number | undefined;
}

export interface TrainerJob {
  readonly id: string;
  readonly state: JobState;
  /** The vendor's own word for the state. */
  readonly said: string;
  /** It is validated and does nothing until it is told to start. */
  readonly needsStart: boolean;
  /** Name of the tuned model, once there is one. */
  readonly model: string | undefined;
  readonly trainedTokens: number | undefined;
  /** What the vendor gives as the reason of a failure. */
  readonly error: string | undefined;
  /** What the vendor expects it to cost, in its words: `4.02 EUR`. */
  readonly expectedCost: string | undefined;
  readonly figures: TrainingFigures | undefined;
}

export interface TrainerEvent {
  /** Tells events of one job apart. */
  readonly id: string;
  readonly message: string;
  readonly figures: TrainingFigures | undefined;
}

/** A file of examples as it was read and will be sent. */
export interface ExampleFile {
  /** For people. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Hexadecimal, of the bytes. */
  readonly sha256: string;
}

/** All that a vendor is told of a job. */
export interface JobRequest {
  readonly model: string;
  readonly trainingFile: string;
  readonly validationFile: string | undefined;
  /** Of the vendor's config, complete. */
  readonly config: unknown;
  /** SHA-256 of all that makes the job what it is, hexadecimal: the same for the same job. */
  readonly fingerprint: string;
  /** Word at the front of the suffix by which the vendor names the tuned model. */
  readonly label: string;
}

/** What a vendor's training can do. */
export interface TrainerCapabilities {
  readonly methods: readonly ("supervised" | "dpo")[];
  /** A job is validated first and then has to be told to start. */
  readonly explicitStart: boolean;
  readonly longestSuffix: number;
  /** What is known of the product: whether it is still sold, and to whom. */
  readonly notice: string;
}

/**
 * A place that trains models from files of examples. Nothing throws for what a vendor may answer; an aborted signal does.
 * `upload` and `create` change something there: before repeating one whose outcome is not known, look with `findFile` or
 * `findJob` whether it took effect.
 */
export interface TrainerBackend {
  upload(file: ExampleFile): Promise<TrainerResult<string>>;
  /** The id of an earlier upload of the same bytes. */
  findFile(file: ExampleFile): Promise<TrainerResult<string | undefined>>;
  create(request: JobRequest): Promise<TrainerResult<TrainerJob>>;
  /** The job of this fingerprint, whatever became of it. */
  findJob(request: Pick<JobRequest, "fingerprint" | "label">): Promise<TrainerResult<TrainerJob | undefined>>;
  start(job: string): Promise<TrainerResult<TrainerJob>>;
  poll(job: string): Promise<TrainerResult<TrainerJob>>;
  /** Oldest first. */
  events(job: string): Promise<TrainerResult<readonly TrainerEvent[]>>;
  cancel(job: string): Promise<TrainerResult<TrainerJob>>;
  /** Whether a tuned model can be had under its name. */
  resolveModel(model: string): Promise<TrainerResult<string>>;
}

/** Where and how to reach a vendor. */
export interface TrainerAddress {
  /** Undefined: the vendor's own. */
  readonly baseUrl?: string | undefined;
  /** Variable of the key; undefined: the vendor's usual one, at the vendor's own address alone. */
  readonly apiKeyEnv?: string | undefined;
  /** Longest wait for one reply, s. */
  readonly timeout: number;
}

/** A vendor of training: one file in `llm/providers/finetune/` and one line in its registry. */
export interface TrainerDefinition {
  readonly name: string;
  readonly summary: string;
  /** Its own address. */
  readonly address: string;
  readonly capabilities: TrainerCapabilities;
  /** Settings of a job that reach the vendor; every key with range and a line of doc. */
  readonly config: TObject;
  /** Passes over the training file under a config; undefined where the vendor decides. */
  passes(config: unknown, trainingBytes: number): number | undefined;
  /** The faults of the files by the vendor's rules, with file and line. Needs neither key nor network. */
  validate(config: unknown, training: ExampleFile, validation: ExampleFile | undefined): readonly Fault[];
  /**
   * Loads what the vendor needs, and nothing before.
   * @throws InputError where the key is not set or may not be sent to the address
   */
  create(address: TrainerAddress, surroundings: ProviderSurroundings): Promise<TrainerBackend>;
}

/** Gives the functions the static type of the config schema. */
export function defineTrainer<C extends TObject>(
  definition: Omit<TrainerDefinition, "config" | "passes" | "validate"> & {
    readonly config: C;
    passes(config: Static<C>, trainingBytes: number): number | undefined;
    validate(config: Static<C>, training: ExampleFile, validation: ExampleFile | undefined): readonly Fault[];
  },
): TrainerDefinition {
  return definition as TrainerDefinition;
}
