import { keyedSource } from "../../base/random/keyed-source.js";
import { saltelliBlock } from "../../batch/design-saltelli.js";
import type { FinishedRun } from "../../batch/study-runs.js";
import { type Answer, lacking } from "../statistics/answer.js";
import { type HarmFront, HarmFrontTally } from "./harm-front.js";
import { type EffectUnit, effectUnit, type FactorEffects, mainEffects } from "./main-effects.js";
import { PointFigures } from "./point-figures.js";
import type { SeedNoise } from "./seed-noise.js";
import { type SobolIndices, type SobolSample, sobolIndices } from "./sobol-indices.js";
import type { SweepPlan } from "./sweep-plan.js";

/** One figure over the whole sweep. */
export interface MetricAnalysis {
  readonly metric: string;
  /** Runs that came to their end and do not define it. */
  readonly withoutData: number;
  readonly mainEffects: readonly FactorEffects[];
  readonly seedNoise: Answer<SeedNoise>;
  /** In the order of the factors; of Saltelli designs only. */
  readonly sobol: Answer<SobolIndices>;
}

export interface SweepAnalysis {
  readonly factors: readonly string[];
  readonly runs: number;
  readonly failed: number;
  /** What errors said, the most frequent first, with how often; at most ten. */
  readonly errors: readonly (readonly [message: string, runs: number])[];
  /** What the means and intervals of main effects are over. */
  readonly effectsOver: EffectUnit;
  readonly metrics: readonly MetricAnalysis[];
  readonly front: Answer<HarmFront>;
}

/** Seed of every resample of an analysis: the same table gives the same intervals. */
const SEED = 1;

/** Messages that are told apart, and those that are handed on. */
const MESSAGES = 1000;
const MESSAGES_TOLD = 10;

/** Reads the runs of a sweep once, in plan order, and keeps what the analysis needs of them. */
export async function analyseSweep(plan: SweepPlan, runs: AsyncIterable<FinishedRun>): Promise<SweepAnalysis> {
  const columns = plan.metrics.map(() => new PointFigures(plan));
  const front = new HarmFrontTally(plan);
  const errors = new Map<string, number>();
  let [total, failed] = [0, 0];
  for await (const run of runs) {
    total += 1;
    if (run.error !== undefined) {
      failed += 1;
      if (errors.has(run.error) || errors.size < MESSAGES) errors.set(run.error, (errors.get(run.error) ?? 0) + 1);
    }
    columns.forEach((column, i) => {
      column.add(run, run.figures?.[i]);
    });
    front.add(run);
  }
  const streams = keyedSource(SEED).family("analysis/sobol", plan.metrics);
  return {
    factors: plan.factors.map(({ name }) => name),
    runs: total,
    failed,
    errors: [...errors].sort(([, a], [, b]) => b - a).slice(0, MESSAGES_TOLD),
    effectsOver: effectUnit(plan),
    metrics: plan.metrics.map((metric, i) => ({
      metric,
      withoutData: columns[i].withoutData,
      mainEffects: mainEffects(plan, columns[i]),
      seedNoise: columns[i].seedNoise(),
      sobol:
        plan.design.kind === "saltelli"
          ? sobolIndices(completeBlocks(plan, columns[i].means), streams.of(i))
          : lacking("Sobol indices take a Saltelli design"),
    })),
    front: front.result(keyedSource(SEED).family("analysis/front", ["seeds"]).of(0)),
  };
}

/** The blocks all of whose points define the figure. */
function completeBlocks({ factors }: SweepPlan, means: Float64Array): SobolSample {
  const size = saltelliBlock(factors.length);
  const blocks = Array.from({ length: means.length / size }, (_, j) => means.subarray(j * size, (j + 1) * size)).filter(
    (block) => !block.some(Number.isNaN),
  );
  const column = (place: number) => Float64Array.from(blocks, (block) => block[place]);
  return { a: column(0), b: column(1), ab: factors.map((_, f) => column(2 + f)) };
}
