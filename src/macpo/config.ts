import { type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { amount, flag, keys, oneOf, positive, share, whole } from "../contract/keys.js";
import { OPTIMISERS } from "../learning/optimiser.js";

const FILTERS = ["ppl", "random", "first", "vote", "oracle"] as const;
export type FilterName = (typeof FILTERS)[number];

const atMost = (value: number, minimum: number, maximum: number, doc: string) =>
  Type.Integer({ default: value, minimum, maximum, description: doc });

/** The prompts, what is right for them, and who sees how much of them. */
const world = Type.Object(
  {
    features: atMost(12, 1, 1000, "features of a prompt, all of which the strong see; each is -1 or 1"),
    seen: atMost(8, 1, 1000, "features that a weak agent sees, a subset of its own; at most as many as there are"),
    noise: share(
      0.05,
      "chance that a feature which a weak agent sees looks the other way round, always for that prompt",
    ),
    topics: atMost(3, 2, 100, "things that an answer may help with"),
    details: atMost(2, 2, 100, "ways to help with them"),
    reasons: atMost(3, 1, 100, "grounds on which to refuse; with 1 a refusal says nothing of its prompt"),
    padding: atMost(3, 0, 20, "padding tokens that an answer may end with; 0 leaves them out of the grammar"),
    prompts: atMost(
      1500,
      9,
      1_000_000,
      "prompts in all: one fold of them is for the test, the rest falls into two halves",
    ),
    harm_threshold: Type.Number({
      default: 0.3,
      description: "score, in standard deviations, from which a prompt is harmful; 0.3 makes about 38 % of them so",
    }),
    label_noise: share(0.1, "chance that people's preferred and rejected answer are exchanged"),
    pad_share: share(0.3, "chance of each further padding token in people's answers"),
  },
  { additionalProperties: false, default: {}, description: "the prompts and who sees how much of them" },
);

/** How policies are made and moved. */
const training = Type.Object(
  {
    policy: oneOf("linear", ["linear", "network"], "make of every policy"),
    hidden: atMost(16, 1, 1000, "units of the hidden layer of a network"),
    optimiser: oneOf("adam", OPTIMISERS, "what moves the parameters; it starts anew at each stage"),
    sft_rate: positive(0.2, "learning rate of supervised stages"),
    preference_rate: positive(0.02, "learning rate of preference stages; a tenth of the other, in the paper a fifth"),
    sft_batch: whole(32, 1, "pairs a step in supervised stages"),
    preference_batch: whole(16, 1, "pairs a step in preference stages"),
    teacher_epochs: whole(3, 0, "supervised epochs of positive and negative teachers on people's answers"),
    student_epochs: whole(3, 0, "supervised epochs of the student on the answers of a weak teacher"),
    negative_epochs: whole(1, 0, "further supervised epochs that make the student the negative student"),
    preference_epochs: whole(1, 0, "epochs of each learner in a round"),
    decoding: oneOf("sample", ["sample", "greedy"], "how agents answer: drawn from their policy, or its best tokens"),
  },
  { additionalProperties: false, default: {}, description: "how policies are made and moved" },
);

/** Everything that fixes a run of the method, with the defaults of the paper where they carry over. */
export const MACPO_CONFIG = keys({
  name: Type.String({
    default: "macpo",
    pattern: "^[A-Za-z0-9_-][A-Za-z0-9._-]*$",
    maxLength: 100,
    description: "letters, digits, . _ - and no leading dot; files are named after it",
  }),
  seed: Type.Integer({
    default: 1,
    minimum: -Number.MAX_SAFE_INTEGER,
    maximum: Number.MAX_SAFE_INTEGER,
    description: "seed of the world and of all training",
  }),
  folds: atMost(3, 2, 1000, "parts that the prompts are cut into, one of which is the test"),
  fold: whole(0, 0, "which part is the test, from 0"),
  rounds: atMost(3, 0, 1000, "rounds after the initialisation"),
  teachers: atMost(3, 1, 100, "positive teachers, each with a negative one"),
  labeller: whole(1, 1, "the teacher, from 1, whose answers initialise the student"),
  beta: positive(0.1, "temperature of the preference loss"),
  sft_weight: amount(0.2, "weight of the supervised part of the preference loss"),
  reference: oneOf(
    "base",
    ["base", "previous"],
    "what a policy is held against: its untuned base, or itself before the round",
  ),
  filter: oneOf("ppl", FILTERS, "how the student chooses among the teachers' answers; oracle looks at the gold score"),
  mutual_positive: flag(true, "positives are answers of others; false takes the learner's own"),
  negatives: oneOf(
    "own",
    ["own", "random_rejected", "none"],
    "whose answers are rejected: the learner's own negative agent's, people's rejected answer to some other prompt, or nobody's",
  ),
  update_teachers: flag(true, "teachers learn in each round; false leaves them as they were initialised"),
  test_samples: atMost(2, 1, 1000, "answers to each test prompt that an agent is judged by"),
  world,
  training,
});

export type MacpoConfig = Static<typeof MACPO_CONFIG>;

/** The configuration with its defaults, and `changes` in their place. Checks nothing. */
export function macpoConfig(changes: ConfigChanges = {}): MacpoConfig {
  return Value.Default(MACPO_CONFIG, structuredClone(changes)) as MacpoConfig;
}

/** Some keys of a configuration. */
export type ConfigChanges = Partial<Omit<MacpoConfig, "world" | "training">> & {
  readonly world?: Partial<MacpoConfig["world"]>;
  readonly training?: Partial<MacpoConfig["training"]>;
};
