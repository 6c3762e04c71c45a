import { type Static, type TObject, type TProperties, type TSchema, Type } from "@sinclair/typebox";

const text = (description: string) => Type.String({ description });
const count = (description: string) => Type.Integer({ minimum: 0, description });
const closed = <T extends TProperties>(properties: T, description?: string): TObject<T> =>
  Type.Object(properties, { additionalProperties: false, ...(description !== undefined && { description }) });
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const named = <T extends TSchema>(schema: T, description: string) =>
  Type.Record(Type.String(), schema, { description });

const share = orNull(Type.Number({ minimum: 0, maximum: 1 }));
const end = orNull(Type.Number({ description: "null where the interval is open on that side" }));
const ends = closed({ low: Type.Number(), high: Type.Number() });
const method = text("how it was made");
const interval = orNull(closed({ low: Type.Number(), high: Type.Number(), method }, "95 %"));

const rate = closed({
  hits: count("how often it held"),
  of: count("among what"),
  groups: count("groups of prompts with a case that says something of it"),
  value: share,
  interval,
  wilson: orNull(ends),
});
const derived = { value: share, interval };
const figures = closed({
  cases: count("cases"),
  groups: count("groups of prompts"),
  rates: named(rate, "by measure"),
  f1: closed(derived),
});
const reading = closed({
  pooled: figures,
  averaged: closed(
    {
      rates: named(closed({ ...derived, datasets: count("data sets that define it") }), "by measure"),
      f1: closed(derived),
    },
    "plain means over data sets, not weighted by size",
  ),
  datasets: named(figures, "by data set"),
  categories: named(figures, "by category"),
  kinds: named(figures, "harmful and harmless prompts apart"),
});
const counted = closed({ count: count("how often"), of: count("among"), value: share, low: share, high: share });

const openInterval = closed({ low: end, high: end, method }, "95 %");
const change = closed({
  value: orNull(Type.Number()),
  interval: orNull(openInterval),
  closed: orNull(closed({ low: end, high: end })),
});
const change4 = closed({ before: rate, after: rate, difference: change, cut: change });

const score = {
  solved: count("tasks"),
  tasks: count("tasks"),
  value: Type.Number({ minimum: 0, maximum: 1 }),
  low: Type.Number(),
  high: Type.Number(),
};
const system = text("who answered");
const judge = text("who labelled the answers");

/** `benchmarks.json`: what an evaluation of a pair found. */
export const BenchmarksSchema = closed(
  {
    benchmarks_version: Type.Literal(1),
    tool: closed({ name: text("package"), version: text("its version") }),
    source: closed({
      kind: Type.Union([Type.Literal("recorded"), Type.Literal("live"), Type.Literal("pair")]),
      settings: Type.Record(Type.String(), Type.Unknown(), { description: "what shaped the answers besides the data" }),
      files: Type.Array(
        closed({ path: text("as given, with /"), sha256: Type.String({ pattern: "^[0-9a-f]{64}$" }) }),
        { description: "what was read" },
      ),
      data_hash: Type.String({
        pattern: "^[0-9a-f]{64}$",
        description: "over the evaluated cases, whatever file they came from",
      }),
    }),
    statistics: closed({
      level: Type.Number(),
      resamples: count("resamples of groups"),
      seed: count("of the resamples"),
    }),
    evaluations: Type.Array(
      closed({
        system,
        judge,
        says: text("what the labels can say and what not"),
        compliance: orNull(
          closed({
            refused_fully: counted,
            refused_partly: counted,
            complied_fully: counted,
            complied_partly: counted,
          }),
        ),
        readings: closed({ strict: Type.Optional(reading), lenient: Type.Optional(reading) }),
      }),
    ),
    changes: Type.Array(
      closed({
        system,
        judge,
        before: text("who answered in the earlier evaluation"),
        readings: closed({
          strict: Type.Optional(named(change4, "by measure")),
          lenient: Type.Optional(named(change4, "by measure")),
        }),
      }),
    ),
    gates: Type.Array(
      closed({
        system,
        judge,
        gate: text("as it was written"),
        verdict: Type.Union([Type.Literal("met"), Type.Literal("not met"), Type.Literal("cannot be shown")]),
        value: orNull(Type.Number()),
        low: end,
        high: end,
        cases: count("that the figure is counted among"),
        needed: orNull(count("fewest cases, without a failure, that could show it")),
        reason: text("for people"),
      }),
    ),
    capability: Type.Array(
      closed({
        system,
        with_feedback: Type.Boolean(),
        ...score,
        outcomes: Type.Array(closed({ id: text("of the task"), kind: text("of task"), solved: Type.Boolean() })),
        change: orNull(
          closed({ before: closed(score), after: closed(score), value: Type.Number(), interval: openInterval }),
        ),
      }),
    ),
  },
  "what an evaluation of a pair found; figures in full precision, null where one is not defined",
);
export type Benchmarks = Static<typeof BenchmarksSchema>;
