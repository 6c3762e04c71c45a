import { keyedSource } from "../../base/random/keyed-source.js";
import type { StreamFamily } from "../../base/random/random-source.js";
import { saltelliBlock } from "../../batch/design-saltelli.js";
import type { FinishedRun } from "../../batch/study-runs.js";
import { type Answer, lacking } from "../statistics/answer.js";
import { type HarmFront, HarmFrontTally } from "./harm-front.js";
import { type EffectUnit, effectUnit, type FactorEffects, mainEffects } from "./main-effects.js";
import { bytesPerFigure, PointFigures } from "./point-figures.js";
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

/** Bytes that the figures of one pass over the runs may take. */
const MEMORY = 100_000_000;

/**
 * Reads the runs of a sweep, in plan order, and keeps what the analysis needs of them: not the rows.
 *
 * @param read called for every pass; there are several only where so many figures, points and seeds would fill the memory
 */
export async function analyseSweep(
  plan: SweepPlan,
  read: () => AsyncIterable<FinishedRun>,
  memory = MEMORY,
): Promise<SweepAnalysis> {
  const general = new GeneralTally(plan);
  const streams = keyedSource(SEED).family("analysis/sobol", plan.metrics);
  const metrics: MetricAnalysis[] = [];
  const together = Math.max(1, Math.floor(memory / bytesPerFigure(plan)));
  for (let first = 0; first < plan.metrics.length; first += together) {
    const columns = plan.metrics.slice(first, first + together).map(() => new PointFigures(plan));
    for await (const run of read()) {
      columns.forEach((column, i) => {
        column.add(run, run.figures?.[first + i]);
      });
      if (first === 0) general.add(run);
    }
    for (const [i, column] of columns.entries()) metrics.push(metricAnalysis(plan, first + i, column, streams));
  }
  const { total, failed, errors, front } = general;
  return {
    factors: plan.factors.map(({ name }) => name),
    runs: total,
    failed,
    errors: [...errors].sort(([, a], [, b]) => b - a).slice(0, MESSAGES_TOLD),
    effectsOver: effectUnit(plan),
    metrics,
    front: front.result(keyedSource(SEED).family("analysis/front", ["seeds"]).of(0)),
  };
}

/** What is asked of all runs and not of single figures. */
class GeneralTally {
  total = 0;
  failed = 0;
  readonly errors = new Map<string, number>();
  readonly front: HarmFrontTally;

  constructor(plan: SweepPlan) {
    this.front = new HarmFrontTally(plan);
  }

  add(run: FinishedRun): void {
    const { errors } = this;
    const { error } = run;
    this.total += 1;
    this.front.add(run);
    if (error === undefined) return;
    this.failed += 1;
    if (errors.has(error) || errors.size < MESSAGES) errors.set(error, (errors.get(error) ?? 0) + 1);
  }
}

function metricAnalysis(plan: SweepPlan, at: number, figures: PointFigures, streams: StreamFamily): MetricAnalysis {
  const sobol = (): Answer<SobolIndices> =>
    plan.design.kind === "saltelli"
      ? sobolIndices(completeBlocks(plan, figures.means), streams.of(at))
      : lacking("Sobol indices take a Saltelli design");
  return {
    metric: plan.metrics[at],
    withoutData: figures.withoutData,
    mainEffects: mainEffects(plan, figures),
    seedNoise: figures.seedNoise(),
    sobol: sobol(),
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
