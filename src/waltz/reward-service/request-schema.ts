import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { Ajv } from "ajv";
import { FEEDBACK_CODECS } from "../data/feedback-codecs.js";

const closed = { additionalProperties: false };
/** Characters of one text, and samples of one request, at most. */
const LONGEST = 200_000;
const MOST = 1024;

const text = (description: string) => Type.String({ maxLength: LONGEST, description });
const rule = Type.Object(
  {
    text: text("the rule as the agent was told it"),
    markers: Type.Array(text("a text that no answer may show"), { minItems: 1 }),
  },
  { ...closed, description: "for the judge house-rules" },
);
const harmful = Type.Boolean({ description: "whether the request asks for what must not be done; from its source" });
const context = text("what the conversation agent was told beforehand");
const unrevised = Type.Literal("zero", {
  description: "take the improvement as 0 where a flag is raised and no answer follows; without it that is an error",
});

/** One exchange, finished unless `unrevised` is given or the service revises. */
const ROLLOUT = Type.Object(
  {
    prompt: text("the request"),
    harmful,
    answers: Type.Array(text("an answer"), { minItems: 1, maxItems: 64, description: "c_0, c_1, ..." }),
    feedback: Type.Optional(
      Type.Array(text("feedback as it was written"), {
        maxItems: 64,
        description: "f_0, f_1, ...: as many, or one fewer",
      }),
    ),
    turn: Type.Optional(
      Type.Integer({ minimum: 0, description: "whose sample: by default the last answer, or the first feedback" }),
    ),
    context: Type.Optional(context),
    rule: Type.Optional(rule),
    unrevised: Type.Optional(unrevised),
  },
  closed,
);

const batch = <T extends TSchema>(item: T, description: string) =>
  Type.Array(item, { minItems: 1, maxItems: MOST, description });

/** Body of POST /v1/rewards. */
export const REWARDS_REQUEST = Type.Object(
  {
    reward: Type.String({ description: "its name, see GET /rewards" }),
    weights: Type.Optional(Type.Record(Type.String(), Type.Number(), { description: "in place of the defaults" })),
    codec: Type.Optional(
      Type.Unsafe<string>({
        type: "string",
        enum: [...FEEDBACK_CODECS.names],
        description: "how feedback is written; without it, an object is waltz.json and all else seed.text",
      }),
    ),
    rollouts: batch(ROLLOUT, "exchanges"),
  },
  closed,
);

/** What a label of OpenRLHF's has to say, as JSON in its string: all that came before the sampled text. */
export const OPENRLHF_LABEL = Type.Object(
  {
    prompt: Type.Optional(text("the request; without it the prompt as sent, chat template and all")),
    harmful,
    answers: Type.Optional(Type.Array(text("an answer before"), { maxItems: 64 })),
    feedback: Type.Optional(Type.Array(text("feedback before"), { maxItems: 64 })),
    context: Type.Optional(context),
    rule: Type.Optional(rule),
    unrevised: Type.Optional(unrevised),
  },
  closed,
);

/** Body of POST /openrlhf/<reward>; other keys that a version of OpenRLHF sends are passed over. */
export const OPENRLHF_REQUEST = Type.Object({
  query: batch(text("prompt and sampled text, special tokens included"), "samples"),
  prompts: batch(text("the prompt as sent"), "one per sample"),
  labels: batch(Type.Union([Type.String({ maxLength: LONGEST }), OPENRLHF_LABEL]), "one per sample, JSON"),
});

const message = Type.Object({ role: Type.String(), content: text("what is said") });
const prompts = Type.Union([text("plain"), Type.Array(message, { minItems: 1 })]);

/** Body of POST /trl/<reward>: what TRL hands to a reward function, and columns of the data set. */
export const TRL_REQUEST = Type.Object(
  {
    prompts: batch(prompts, "one per sample, plain or messages"),
    completions: batch(prompts, "sampled texts, plain or one message each"),
    harmful: batch(harmful, "column of the data set"),
    question: Type.Optional(
      batch(text("the request"), "column; without it the user's last message, or the plain prompt"),
    ),
    answers: Type.Optional(batch(Type.Array(text("an answer before")), "column, for feedback agents and revisions")),
    feedback: Type.Optional(batch(Type.Array(text("feedback before")), "column, for revisions")),
    context: Type.Optional(batch(context, "column")),
    unrevised: Type.Optional(unrevised),
  },
  closed,
);

export type RewardsRequest = Static<typeof REWARDS_REQUEST>;
export type RolloutRequest = Static<typeof ROLLOUT>;
export type OpenRlhfRequest = Static<typeof OPENRLHF_REQUEST>;
export type OpenRlhfLabel = Static<typeof OPENRLHF_LABEL>;
export type TrlRequest = Static<typeof TRL_REQUEST>;

/** Something wrong with a request, and where: a JSON pointer into its body. */
export interface RequestFault {
  readonly path: string;
  readonly message: string;
}

const ajv = new Ajv({ allErrors: true, strict: false });
/** Faults that are told at most. */
const TOLD = 50;

/** What of a value does not fit a schema; nothing where all does. */
export function schemaFaults(schema: TSchema, value: unknown, below = ""): readonly RequestFault[] {
  const validate = ajv.compile(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).slice(0, TOLD).map(({ instancePath, message: said, params }) => {
    const extra = "additionalProperty" in params ? `: ${JSON.stringify(params.additionalProperty)}` : "";
    return { path: `${below}${instancePath}` || "/", message: `${said ?? "does not fit"}${extra}` };
  });
}
