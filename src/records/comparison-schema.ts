import { type TObject, type TProperties, type TSchema, Type } from "@sinclair/typebox";

const text = (description: string) => Type.String({ description });
const real = (description: string) => Type.Number({ description });
const whole = (description: string) => Type.Integer({ minimum: 0, description });
const share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });
const hash = (description: string) => Type.String({ pattern: "^[0-9a-f]{64}$", description });
const word = <T extends string[]>(words: [...T], description: string) =>
  Type.Union(
    words.map((one) => Type.Literal(one)),
    { description },
  );
const closed = <T extends TProperties>(properties: T, description?: string): TObject<T> =>
  Type.Object(properties, { additionalProperties: false, ...(description === undefined ? {} : { description }) });
const list = <T extends TSchema>(items: T, description: string) => Type.Array(items, { description });
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** Parts that occur many times, by the name under which they stand once in the schema's file. */
const parts = new Map<unknown, string>();
const shared = <T extends TSchema>(name: string, schema: T): T => {
  parts.set(schema, name);
  return schema;
};

/** A figure, or the reason why the data do not define it. */
const answer = <T extends TSchema>(value: T) =>
  Type.Union([
    closed({ defined: Type.Literal(true), value }),
    closed({ defined: Type.Literal(false), why: text("why the data do not define it") }),
  ]);

const ends = { low: real("lower end"), high: real("upper end"), level: share("confidence") };
const interval = shared("interval", closed(ends));
const methodInterval = shared(
  "method_interval",
  closed({
    ...ends,
    method: word(["t", "bootstrap-t", "BCa", "Welch t"], "how it was made"),
    shape: orNull(text("what the sample was taken for")),
    measured: orNull(closed({ n: whole("values per sample measured"), coverage: share("share that held the mean") })),
    stand_in: orNull(text("why t is shown though another method was chosen")),
  }),
);

const level = closed({
  arm: text("name"),
  cells: whole("runs"),
  missing: whole("runs that do not define the figure"),
  share: share("of such runs"),
  mean: answer(real("over the runs that define it")),
  sd: answer(real("standard deviation over runs, divisor n - 1")),
  interval: answer(methodInterval),
});

const test = closed({
  name: word(["sign-flip permutation", "label permutation", "Wilcoxon signed-rank", "Mann-Whitney"], "which test"),
  p: share("two-sided, not corrected"),
  exact: Type.Boolean({ description: "whether every arrangement counted" }),
  draws: orNull(whole("random arrangements behind a p that is not exact")),
});

const testResult = shared("test", test);

const pairing = closed({
  correlation: real("Pearson's, of the arms over the seeds"),
  interval: answer(interval),
  variance_saved: real("1 - var(difference) / (var(control) + var(arm))"),
  verdict: word(["helped", "bought nothing", "harmed"], "whether the interval of the correlation leaves out 0"),
});

const equivalence = closed({
  margin: real("differences smaller than this do not matter, says the user"),
  interval: interval,
  p: share("the larger of two one-sided p-values"),
  verdict: word(["equivalent", "different", "open"], "where the 90 % interval lies"),
});

const worstCase = closed({
  low: real("least difference over everything that undefined cells could have been"),
  high: real("largest"),
  interval: answer(interval),
});

const difference = closed({
  arm: text("name"),
  against: text("the control"),
  design: word(["paired", "unpaired"], "pairs share their seeds"),
  n: Type.Tuple([whole("values of the control"), whole("values of the arm")]),
  broken_pairs: whole("pairs with an undefined cell"),
  estimate: answer(real("mean of arm less control")),
  percent: answer(real("of the size of the control's mean")),
  standard_error: answer(real("of the estimate")),
  interval: answer(methodInterval),
  effect_size: answer(
    closed({
      kind: word(["d_z", "g"], "in deviations of the differences, or of the arms"),
      estimate: real("with Hedges' correction"),
      interval,
    }),
  ),
  test: answer(testResult),
  p_holm: orNull(share("corrected over all arms; of the primary metric")),
  rank_test: answer(testResult),
  unreachable: orNull(text("why no p below alpha was possible")),
  pairing: answer(pairing),
  seeds_for_width: answer(
    closed({ width: real("of the interval, end to end"), seeds: answer(whole("per arm, that would give it")) }),
  ),
  equivalence: orNull(answer(equivalence)),
  worst_case: orNull(answer(worstCase)),
});

const figure = {
  arms: list(shared("level", level), "the control first"),
  differences: list(shared("difference", difference), "arm less control"),
};

const estimand = word(["pooled", "epoch_mean", "epoch_mean_with_zeros", "as_tabled"], "which figure of a run");

const metric = closed({
  metric: text("name"),
  unit: text("of its values"),
  direction: text("whether more of it is worse, better, or neither"),
  formula: text("what it computes"),
  estimand,
  role: word(["primary", "exploratory", "price"], "named in advance, or looked at besides"),
  ...figure,
});

const anyMetric = shared("metric", metric);

const type = closed({
  type: text("agent type"),
  agents: list(whole("agents"), "by arm"),
  payoff: closed(figure, "total payoff of an agent"),
  governance_cost: closed(figure, "what governance charged an agent"),
  freezes: closed(figure, "how often an agent was frozen"),
});

const change = closed({
  path: text("of the parameter"),
  control: Type.Optional(Type.Unknown({ description: "absent where the control has no such key" })),
  arm: Type.Optional(Type.Unknown({ description: "absent where the arm has no such key" })),
});

const arm = closed({
  name: text("unique"),
  role: word(["control", "treatment"], "what it is held against, or held against it"),
  sources: list(Type.String(), "scenario file or tables, as the user named them"),
  settings: list(Type.String(), "values put in place of the file's"),
  changes: orNull(list(change, "parameters in which it differs from the control")),
  runs: whole("runs"),
  scenario_id: orNull(text("of the scenario")),
  parameters_sha256: orNull(hash("of the parameters as JSON with sorted keys and no blanks")),
  parameters: orNull(Type.Record(Type.String(), Type.Unknown(), { description: "seed: that of the first run" })),
});

const design = closed({
  source: word(["runs", "run manifests", "tables"], "what was compared"),
  pairing: word(["paired by seed", "unpaired", "mixed"], "how the arms stand to each other"),
  pairing_reason: text("why so"),
  seeds: orNull(closed({ first: Type.Integer(), step: whole("between two"), count: whole("per arm") })),
  estimand,
  primary: text("the metric named in advance"),
  margin: orNull(real("of equivalence")),
  width: orNull(real("wanted, of the primary metric's interval")),
  level: share("confidence of intervals"),
  alpha: share("p below which a difference counts as shown"),
  tests: whole("tests that Holm's correction is over"),
  semantics: orNull(text("native, or the reference system that is replayed")),
  epochs: orNull(whole("of every arm; null where they differ or are not known")),
  steps: orNull(whole("of an epoch")),
});

const evidence = Type.Union([Type.Number(), Type.String(), Type.Array(Type.Number()), Type.Array(Type.String())]);

const finding = closed({
  check: text("name of the check"),
  severity: word(["note", "warning", "serious"], "how much it matters"),
  message: text("what it found"),
  evidence: Type.Record(Type.String(), evidence, { description: "figures behind it" }),
  advice: text("what to do about it"),
  arms: Type.Optional(list(Type.String(), "arms that it is true of")),
});

const activity = closed({
  arm: text("name"),
  source: text("the lever or dynamic"),
  action: text("what it did"),
  runs: whole("runs in which it did so"),
  mean_count: real("times per run"),
  mean_amount: real("per run, in the unit of the action"),
});

const trajectory = closed({
  metric: text("name"),
  arm: text("name"),
  n: list(Type.Integer({ minimum: 0 }), "runs with a value, by epoch from 0"),
  mean: list(orNull(Type.Number()), "over them"),
  sd: list(orNull(Type.Number()), "standard deviation over them, divisor n - 1"),
});

/** The file of a comparison. It depends neither on when and where it was made nor on the number of threads. */
export const ComparisonSchema = Type.Object(
  {
    comparison_version: Type.Literal(1),
    tool: closed({ name: text("package"), version: text("its version") }),
    name: text("of the comparison; its files begin with it"),
    command: list(Type.String(), "the command that repeats it"),
    question: text("what was asked"),
    verdict: text("the answer, in a sentence"),
    design,
    arms: list(arm, "the control first"),
    metrics: list(anyMetric, "the primary one first"),
    other_estimands: list(anyMetric, "the primary metric by the other ways to make one figure of a run"),
    price: list(anyMetric, "what the arms cost"),
    types: list(type, "who gained and who lost, by agent type"),
    activity: list(activity, "what levers and dynamics did"),
    trajectories: list(trajectory, "metrics by epoch"),
    validity: orNull(list(finding, "what keeps the runs from showing what they seem to show")),
    notes: list(Type.String(), "what is worth knowing about the comparison"),
    warnings: list(
      closed({ arms: list(Type.String(), "arms that it is about"), message: text("what is worth knowing") }),
      "of the loader",
    ),
    files: list(
      closed({ role: text("runs"), file: text("name"), bytes: whole("size"), sha256: hash("of the content") }),
      "written beside this file",
    ),
  },
  { additionalProperties: false, title: "comparison of arms" },
);

/** The same for its file, each repeated part written out once and referred to elsewhere. */
export function comparisonSchemaFile(): object {
  const definitions = Object.fromEntries([...parts].map(([part, name]) => [name, referring(part, part)]));
  return { ...(referring(ComparisonSchema) as object), definitions };
}

/** @param root a part that is to be written out itself */
function referring(schema: unknown, root?: unknown): unknown {
  const name = schema === root ? undefined : parts.get(schema);
  if (name !== undefined) return { $ref: `#/definitions/${name}` };
  if (Array.isArray(schema)) return schema.map((item) => referring(item));
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, referring(value)]));
}
