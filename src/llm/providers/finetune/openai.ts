import { Type } from "@sinclair/typebox";
import { keys, oneOf } from "../../../contract/keys.js";
import { defineTrainer, type JobState, type TrainerJob } from "../../../contract/trainer-backend.js";
import { checkDpoLine, checkExamples, checkSupervisedLine } from "./check-examples.js";
import { figuresIn, numberIn, objectIn, textIn } from "./job-fields.js";
import type { TrainerDialect } from "./openai-shaped.js";

const NAME = "openai";
const ADDRESS = "https://api.openai.com/v1";
const MEGABYTE = 1024 * 1024;
const FINGERPRINT = "swarm_fingerprint";

const CONFIG = keys({
  method: oneOf("supervised", ["supervised", "dpo"], "what the lines are: examples, or pairs of preference"),
  n_epochs: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 50, description: "passes; left out, the vendor decides" }),
  ),
  batch_size: Type.Optional(Type.Integer({ minimum: 1, maximum: 256, description: "examples; as above" })),
  learning_rate_multiplier: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: "of its rate; as above" })),
  beta: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 2, description: "of DPO alone; as above" })),
  seed: Type.Optional(Type.Integer({ minimum: 0, description: "seed of the job" })),
});

interface Config {
  readonly method: "supervised" | "dpo";
  readonly seed?: number;
  readonly n_epochs?: number;
}

const STATES: Readonly<Record<string, JobState>> = {
  validating_files: "pending",
  queued: "pending",
  running: "running",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
};

/** The routes as the package `openai` 6.49.0 has them. */
const DIALECT: TrainerDialect = {
  name: NAME,
  address: ADDRESS,
  usualKey: "OPENAI_API_KEY",
  capabilities: {
    methods: ["supervised", "dpo"],
    explicitStart: false,
    longestSuffix: 64,
    notice:
      "OpenAI is closing this product: since 2026-05-07 no new organisation may start, and 2027-01-06 is the last day " +
      "for the others (as announced; check before you rely on it).",
  },
  createBody({ model, trainingFile, validationFile, config, fingerprint, label }) {
    const { method, seed, ...hyperparameters } = config as Config;
    return {
      model,
      training_file: trainingFile,
      ...(validationFile !== undefined && { validation_file: validationFile }),
      method: { type: method, [method]: { hyperparameters } },
      ...(seed !== undefined && { seed }),
      suffix: `${label}-${fingerprint.slice(0, 8)}`,
      metadata: { [FINGERPRINT]: fingerprint },
    };
  },
  findQuery: ({ fingerprint }) => ({ limit: "100", [`metadata[${FINGERPRINT}]`]: fingerprint }),
  isSame: (job, { fingerprint }) => objectIn(job.metadata)[FINGERPRINT] === fingerprint,
  jobOf,
  eventsPath: (job) => `${job}/events?limit=100`,
  eventsOf(reply) {
    if (!Array.isArray(reply.data)) return undefined;
    const events = reply.data.map(objectIn).map((event) => {
      const { id, message, data } = event;
      const metrics = objectIn(data);
      return {
        id: textIn(id) ?? JSON.stringify(event),
        message: textIn(message) ?? "",
        figures: event.type === "metrics" ? figuresIn(metrics.step, metrics) : undefined,
      };
    });
    const last = events.at(-1)?.id;
    // The newest come first.
    return { events: events.toReversed(), ...(reply.has_more === true && last !== undefined && { after: last }) };
  },
  nextPage(reply) {
    const data = Array.isArray(reply.data) ? reply.data : [];
    const after = textIn(objectIn(data.at(-1)).id);
    return reply.has_more === true && after !== undefined ? { after } : undefined;
  },
};

function jobOf(job: Readonly<Record<string, unknown>>): TrainerJob | undefined {
  const [id, said] = [textIn(job.id), textIn(job.status)];
  if (id === undefined || said === undefined) return undefined;
  return {
    id,
    said,
    state: Object.hasOwn(STATES, said) ? (STATES[said] ?? "unknown") : "unknown",
    needsStart: false,
    model: textIn(job.fine_tuned_model),
    trainedTokens: numberIn(job.trained_tokens),
    error: textIn(objectIn(job.error).message),
    expectedCost: undefined,
    figures: undefined,
  };
}

export const openaiTraining = defineTrainer({
  name: NAME,
  summary: "OpenAI's fine-tuning, and hosts of the same routes by --base-url",
  address: ADDRESS,
  capabilities: DIALECT.capabilities,
  config: CONFIG,
  passes: ({ n_epochs }) => n_epochs,
  validate({ method, beta }, training, validation) {
    const line = method === "dpo" ? checkDpoLine : checkSupervisedLine;
    const settings =
      beta !== undefined && method !== "dpo" ? [{ message: "openai: beta is a setting of method=dpo alone" }] : [];
    const rules = { line, atLeast: 10, largest: 512 * MEGABYTE };
    return [
      ...settings,
      ...checkExamples(training, rules),
      ...(validation === undefined ? [] : checkExamples(validation, { ...rules, atLeast: 1 })),
    ];
  },
  async create(address, { env }) {
    const { openaiShapedTrainer } = await import("./openai-shaped.js");
    return openaiShapedTrainer(DIALECT, address, env);
  },
});
