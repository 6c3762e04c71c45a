import { type Static, Type } from "@sinclair/typebox";
import { Ajv } from "ajv";
import { JOB_STATES } from "../contract/trainer-backend.js";

const text = Type.String({ minLength: 1 });
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

const FIGURES = Type.Object({
  step: Type.Optional(Type.Number()),
  trainLoss: Type.Optional(Type.Number()),
  validLoss: Type.Optional(Type.Number()),
  validTokenAccuracy: Type.Optional(Type.Number()),
});

const FILE = Type.Object({
  path: text,
  sha256: Type.String({ pattern: "^[0-9a-f]{64}$" }),
  bytes: Type.Integer({ minimum: 0 }),
  /** The vendor's id of it, once it is there. */
  file_id: nullable(text),
});

const JOB = Type.Object({
  id: text,
  state: Type.Unsafe<(typeof JOB_STATES)[number]>({ type: "string", enum: [...JOB_STATES] }),
  /** The vendor's own word. */
  said: text,
  model: nullable(text),
  trained_tokens: nullable(Type.Number()),
  error: nullable(Type.String()),
  expected_cost: nullable(Type.String()),
  /** It was validated and has been told to start. */
  told_to_start: Type.Boolean(),
  /** The last event that was told. */
  last_event: nullable(Type.String()),
  figures: nullable(FIGURES),
});

const SCHEMA = Type.Object({
  version: Type.Literal(1),
  agent: text,
  provider: text,
  base_url: text,
  base_model: text,
  config: Type.Record(Type.String(), Type.Unknown()),
  /** From 1; a new attempt is a new job, even where all else is the same. */
  attempt: Type.Integer({ minimum: 1 }),
  fingerprint: Type.String({ pattern: "^[0-9a-f]{64}$" }),
  training: FILE,
  validation: nullable(FILE),
  job: nullable(JOB),
  previous: Type.Array(Type.Object({ attempt: Type.Integer(), fingerprint: text, job: nullable(JOB) })),
});

/** What `job_info.json` holds: all that is needed to go on with a job after anything. Never a key. */
export type FinetuneRecord = Static<typeof SCHEMA>;
export type FinetuneJob = Static<typeof JOB>;

const validate = new Ajv({ allErrors: true, strict: false }).compile<FinetuneRecord>(SCHEMA);

/** What keeps a value from being a record; nothing where it is one. */
export function finetuneRecordFaults(value: unknown): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath.slice(1) || "it"} ${message}`);
}
