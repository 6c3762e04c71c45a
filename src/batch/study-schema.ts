import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { oneOf } from "../contract/keys.js";

/** Runs that one study may ask for. */
export const MAX_RUNS = 10_000_000;

const whole = (minimum: number, maximum: number, description: string) =>
  Type.Integer({ minimum, maximum, description });
const seed = (description: string) => whole(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, description);
const closed = { additionalProperties: false };

/** One of two types by its form. JSON Schema passes over keywords that are for the other type. */
const either = <T>(type: readonly string[], keywords: Partial<TSchema>, description: string) =>
  Type.Unsafe<T>({ type, ...keywords, description });

/** How points are chosen. */
export type DesignKind = "grid" | "random" | "latin_hypercube" | "saltelli";

const design = Type.Object(
  {
    kind: Type.Unsafe<DesignKind>({
      type: "string",
      enum: ["grid", "random", "latin_hypercube", "saltelli"],
      description:
        "grid: every combination of values; random: points drawn at random; latin_hypercube: the same with every range " +
        "covered evenly; saltelli: pairs of random points with factors exchanged, for Sobol indices",
    }),
    points: Type.Optional(whole(2, MAX_RUNS, "points to draw; with saltelli N of N (factors + 2)")),
    seed: Type.Optional(seed("seed of the draws of points, 1 where it is not given; not a seed of any run")),
  },
  { ...closed, description: "how points are chosen" },
);

const factor = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, description: "for people; the path where it is not given" })),
    path: either<string | readonly string[]>(
      ["string", "array"],
      { minLength: 1, minItems: 1, items: { type: "string", minLength: 1 } },
      "what is varied: the path of a scenario's key, such as agents.0.count, or a list of paths that move together",
    ),
    values: Type.Optional(
      Type.Array(Type.Unknown(), {
        minItems: 1,
        description: "values it takes; where several paths move together, a list of one value per path each",
      }),
    ),
    from: Type.Optional(Type.Number({ description: "least value of a range (included)" })),
    to: Type.Optional(Type.Number({ description: "largest value of a range (included)" })),
    int: Type.Optional(Type.Boolean({ description: "whole numbers of the range only" })),
    log: Type.Optional(Type.Boolean({ description: "even on a logarithmic scale; from must be above 0" })),
    levels: Type.Optional(whole(2, 100_000, "values that a grid takes from the range, ends included")),
  },
  closed,
);

interface SeedRange {
  readonly start?: number;
  readonly count: number;
  readonly step?: number;
}

const seeds = either<readonly number[] | SeedRange>(
  ["array", "object"],
  {
    minItems: 1,
    items: seed("a seed"),
    properties: {
      start: seed("first seed, 1 where it is not given"),
      count: whole(1, MAX_RUNS, "how many"),
      step: whole(1, Number.MAX_SAFE_INTEGER, "distance of neighbours, 1 where it is not given"),
    },
    required: ["count"],
    additionalProperties: false,
  },
  "seeds that every point is run with: a list, or start, count and step",
);

/** What a study file may say. What is not a matter of form is checked in `study-faults.ts` and `study-check.ts`. */
export const studySchema = Type.Object(
  {
    study: Type.String({
      pattern: "^[A-Za-z0-9_-][A-Za-z0-9._-]*$",
      maxLength: 200,
      description: "letters, digits, . _ - and no leading dot; results are named after it",
    }),
    description: Type.Optional(Type.String({ description: "for people" })),
    base: Type.String({ minLength: 1, description: "the scenario file that is varied, relative to the study file" }),
    compat: Type.Optional(
      Type.Unsafe<"swarm-1.9">({ type: "string", enum: ["swarm-1.9"], description: "replay a reference system" }),
    ),
    set: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: "values for every point: path and value" }),
    ),
    design,
    vary: Type.Array(factor, { minItems: 1, description: "what is varied" }),
    seeds,
    metrics: Type.Optional(
      Type.Array(Type.String(), { minItems: 1, description: "figures to keep of each run; see `swarm metrics`" }),
    ),
    estimand: Type.Optional(
      oneOf(
        "pooled",
        ["pooled", "epoch_mean", "epoch_mean_with_zeros"],
        "what stands for a run: the metric over all its interactions, or the mean over epochs that have data, or the " +
          "mean with 0 for the others",
      ),
    ),
  },
  { ...closed, title: "swarm-lab study", description: "a scenario, what is varied in it, and the seeds" },
);

export type StudyFile = Static<typeof studySchema>;
export type FactorEntry = StudyFile["vary"][number];
export type Estimand = NonNullable<StudyFile["estimand"]>;
