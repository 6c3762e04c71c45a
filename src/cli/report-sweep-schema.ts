import { type TSchema, Type } from "@sinclair/typebox";

const answer = <T extends TSchema>(value: T) =>
  Type.Union([
    Type.Object({ defined: Type.Literal(true), value }),
    Type.Object({ defined: Type.Literal(false), why: Type.String() }),
  ]);

const interval = Type.Object({ low: Type.Number(), high: Type.Number(), level: Type.Number() });
const mean = answer(Type.Object({ n: Type.Integer(), mean: Type.Number(), interval: answer(interval) }));
const index = Type.Object({ estimate: Type.Number(), interval: answer(interval) });

const level = Type.Object({
  level: Type.String(),
  mean,
  contrast: answer(Type.Object({ difference: Type.Number(), interval: answer(interval) })),
});

const metric = Type.Object({
  metric: Type.String(),
  withoutData: Type.Integer(),
  mainEffects: Type.Array(Type.Object({ factor: Type.String(), levels: Type.Array(level) })),
  seedNoise: answer(Type.Object({ ofRuns: Type.Number(), ofPointMeans: Type.Number(), points: Type.Integer() })),
  sobol: answer(
    Type.Object({
      variance: Type.Number(),
      blocks: Type.Integer(),
      resamples: Type.Integer(),
      factors: Type.Array(Type.Object({ first: index, total: index })),
    }),
  ),
});

const point = Type.Object({
  point: Type.Integer(),
  settings: Type.Array(Type.String()),
  harm: mean,
  welfare: mean,
  onFront: Type.Boolean(),
  share: answer(Type.Number()),
});

/** What a report needs of the analysis of a sweep. Other keys are let be: another version may have written it. */
export const SweepAnalysisSchema = Type.Object({
  analysis_version: Type.Literal(1),
  tool: Type.Object({ name: Type.String(), version: Type.String() }),
  study: Type.String(),
  fingerprint: Type.String(),
  estimand: Type.String(),
  factors: Type.Array(Type.String()),
  runs: Type.Integer(),
  failed: Type.Integer(),
  errors: Type.Array(Type.Tuple([Type.String(), Type.Integer()])),
  effectsOver: Type.Union([Type.Literal("seeds"), Type.Literal("points")]),
  metrics: Type.Array(metric),
  front: answer(Type.Object({ resamples: Type.Integer(), points: Type.Array(point), withoutData: Type.Integer() })),
});
