import { Type } from "@sinclair/typebox";
import { keys } from "../../../contract/keys.js";
import { defineTrainer, type JobState, type TrainerJob } from "../../../contract/trainer-backend.js";
import { checkExamples, checkSupervisedLine } from "./check-examples.js";
import { figuresIn, numberIn, objectIn, textIn } from "./job-fields.js";
import type { TrainerDialect } from "./openai-shaped.js";

const NAME = "mistral";
const ADDRESS = "https://api.mistral.ai/v1";
const MEGABYTE = 1024 * 1024;
const PAGE = 100;

const CONFIG = keys({
  training_steps: Type.Optional(Type.Integer({ minimum: 1, description: "steps of the optimiser" })),
  epochs: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: "passes over the file, in place of steps" })),
  learning_rate: Type.Number({ default: 1e-4, minimum: 1e-8, maximum: 1, description: "rate at its highest" }),
  weight_decay: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: "0.1 where left out" })),
  warmup_fraction: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: "0.05 where left out" })),
  seq_len: Type.Optional(Type.Integer({ minimum: 100, description: "tokens of an example at most" })),
});

const STATES: Readonly<Record<string, JobState>> = {
  QUEUED: "pending",
  STARTED: "pending",
  VALIDATING: "pending",
  VALIDATED: "pending",
  RUNNING: "running",
  CANCELLATION_REQUESTED: "running",
  SUCCESS: "succeeded",
  FAILED: "failed",
  FAILED_VALIDATION: "failed",
  CANCELLED: "cancelled",
};

/** The routes as last documented, before they were retired: the job is created, validated, and then told to start. */
const DIALECT: TrainerDialect = {
  name: NAME,
  address: ADDRESS,
  usualKey: "MISTRAL_API_KEY",
  capabilities: {
    methods: ["supervised"],
    explicitStart: true,
    longestSuffix: 18,
    notice: "Mistral has retired this product: its routes answer 410. Its states are still understood.",
  },
  createBody({ model, trainingFile, validationFile, config, fingerprint, label }) {
    return {
      model,
      job_type: "completion",
      training_files: [{ file_id: trainingFile, weight: 1 }],
      ...(validationFile !== undefined && { validation_files: [validationFile] }),
      hyperparameters: config,
      suffix: suffixOf(fingerprint, label),
      auto_start: false,
    };
  },
  findQuery: ({ fingerprint, label }) => ({ page_size: String(PAGE), suffix: suffixOf(fingerprint, label) }),
  isSame: (job, { fingerprint, label }) => job.suffix === suffixOf(fingerprint, label),
  jobOf,
  eventsPath: (job) => job,
  eventsOf(reply) {
    const list = Array.isArray(reply.events) ? reply.events.map(objectIn) : [];
    const events = list.map(({ name, data, created_at }) => {
      const what = textIn(objectIn(data).status) ?? textIn(objectIn(data).error) ?? "";
      return {
        id: `${created_at}/${textIn(name)}/${what}`,
        message: [textIn(name), what].filter((part) => part !== undefined && part !== "").join(": "),
        figures: undefined,
        at: numberIn(created_at) ?? 0,
      };
    });
    return { events: events.sort((a, b) => a.at - b.at).map(({ at, ...event }) => event) };
  },
  nextPage: (reply, page) =>
    Array.isArray(reply.data) && reply.data.length >= PAGE ? { page: String(page + 1) } : undefined,
};

/** Eighteen characters at most, which is all that Mistral takes: what it is for, and the front of the fingerprint. */
function suffixOf(fingerprint: string, label: string): string {
  return `${label.slice(0, 5)}-${fingerprint.slice(0, 12)}`;
}

function jobOf(job: Readonly<Record<string, unknown>>): TrainerJob | undefined {
  const [id, said] = [textIn(job.id), textIn(job.status)];
  if (id === undefined || said === undefined) return undefined;
  const { cost, cost_currency } = objectIn(job.metadata);
  const failed = Array.isArray(job.events) ? job.events.map(objectIn).find(({ data }) => objectIn(data).error) : {};
  const checkpoints = Array.isArray(job.checkpoints) ? job.checkpoints.map(objectIn) : [];
  const last = checkpoints.sort((a, b) => (numberIn(a.step_number) ?? 0) - (numberIn(b.step_number) ?? 0)).at(-1);
  return {
    id,
    said,
    state: Object.hasOwn(STATES, said) ? (STATES[said] ?? "unknown") : "unknown",
    needsStart: said === "VALIDATED",
    model: textIn(job.fine_tuned_model),
    trainedTokens: numberIn(job.trained_tokens),
    error: textIn(objectIn(failed?.data).error) ?? textIn(job.message),
    expectedCost: numberIn(cost) === undefined ? undefined : `${cost} ${textIn(cost_currency) ?? ""}`.trim(),
    figures: last && figuresIn(last.step_number, objectIn(last.metrics)),
  };
}

export const mistralTraining = defineTrainer({
  name: NAME,
  summary: "Mistral's fine-tuning, retired: its last documented form",
  address: ADDRESS,
  capabilities: DIALECT.capabilities,
  config: CONFIG,
  // Its own rule of thumb: passes are about steps over megabytes of data.
  passes: ({ epochs, training_steps }, bytes) =>
    epochs ?? (training_steps === undefined ? undefined : training_steps / (bytes / MEGABYTE)),
  validate({ epochs, training_steps }, training, validation) {
    const rules = { line: checkSupervisedLine, atLeast: 10, largest: 512 * MEGABYTE, toolCallId: /^[A-Za-z0-9]{9}$/ };
    const allowed = Math.min(MEGABYTE, Math.floor(training.bytes.length * 0.05));
    const one = (epochs === undefined) !== (training_steps === undefined);
    return [
      ...(one ? [] : [{ message: "mistral: set either training_steps or epochs" }]),
      ...checkExamples(training, rules),
      ...(validation === undefined ? [] : checkExamples(validation, { ...rules, atLeast: 1, largest: allowed })),
    ];
  },
  async create(address, { env }) {
    const { openaiShapedTrainer } = await import("./openai-shaped.js");
    return openaiShapedTrainer(DIALECT, address, env);
  },
});
