/** What the study asks: the arms of a comparison, the seeds, and the metrics that were named before anything ran. */
export const STUDY = "pair_with_feedback";
export const SCENARIO = "scenarios/waltz_pair_local.yaml";
/** Where the calls that the committed page rests on are kept. */
export const RECORDS = `research/studies/${STUDY}_calls`;
export const PAGE = `research/studies/${STUDY}.md`;

export const SEEDS = 10;
const SIZE = ["simulation.n_epochs=2", "simulation.steps_per_epoch=6"];
export const PRIMARY = "toxicity_rate";

interface StudyArm {
  /** As `swarm compare` calls it. */
  readonly name: string;
  /** What is put in place of the scenario's; none in the control. */
  readonly setting?: string;
  readonly what: string;
}

/** The control first. */
export const ARMS: readonly StudyArm[] = [
  { name: "base", what: "the pair: feedback is delivered when a flag is raised, and the answer is revised once" },
  {
    name: "no feedback",
    setting: "agents.4.config.trigger='off'",
    what: "the same model answers alone; nobody is asked for feedback",
  },
  {
    name: "always on",
    setting: "agents.4.config.trigger=always",
    what: "feedback is delivered whatever the flags say, so every answer is revised",
  },
  {
    name: "scripted honest",
    setting: "agents.4={type: honest, count: 1}",
    what: "the scripted agent `honest` in the pair's place; no model",
  },
];

/** What the pair did, in the arms that have one. */
export const OF_PAIRS = [
  "unsafe_rate",
  "attack_success_rate",
  "overrefusal_rate",
  "feedback_trigger_rate",
  "label_accuracy",
  "improved_share",
  "worsened_share",
  "invalid_feedback_share",
] as const;

/** What it took. */
export const OF_CALLS = ["model_calls", "model_tokens", "calls_per_accepted"] as const;

/** What came of the population. */
export const OF_POPULATION = ["toxicity_rate_all", "avg_quality", "avg_payoff", "acceptance_rate"] as const;

/** The arguments of `swarm`; with a folder of recorded calls no model is asked. */
export function studyArguments(records?: string): readonly string[] {
  const arms = ARMS.flatMap(({ name, setting }) => (setting === undefined ? [] : ["--arm", `${name}: ${setting}`]));
  return [
    "compare",
    SCENARIO,
    ...SIZE.flatMap((setting) => ["--set", setting]),
    ...arms,
    ...["--seeds", String(SEEDS), "--primary", PRIMARY],
    ...["--metrics", [...OF_PAIRS, ...OF_POPULATION, ...OF_CALLS].join(",")],
    ...["--name", STUDY],
    ...(records === undefined ? [] : ["--replay-calls", records]),
  ];
}

/** The same as a line of a shell. */
export function studyCommand(records?: string): string {
  const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `"${word}"`);
  return ["swarm", ...studyArguments(records).map(quoted)].join(" ");
}
