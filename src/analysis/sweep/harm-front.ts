import type { RandomStream } from "../../base/random/random-source.js";
import { valueText } from "../../batch/design-scale.js";
import type { FinishedRun } from "../../batch/study-runs.js";
import { type Answer, answer, lacking } from "../statistics/answer.js";
import { type MeanWithInterval, meanWithInterval } from "./mean-with-interval.js";
import { nonDominated } from "./non-dominated.js";
import type { SweepPlan } from "./sweep-plan.js";

export const HARM = "toxicity_rate";
export const WELFARE = "net_social_welfare";

/** A point that is on the front, or might be. */
export interface FrontPoint {
  readonly point: number;
  /** Its settings, factor by factor. */
  readonly settings: readonly string[];
  readonly harm: Answer<MeanWithInterval>;
  readonly welfare: Answer<MeanWithInterval>;
  /** Whether no other point has less harm and more welfare, by the means over all seeds. */
  readonly onFront: boolean;
  /** Share of the resamples of seeds in which that is so, 0 to 1. */
  readonly share: Answer<number>;
}

export interface HarmFront {
  readonly resamples: number;
  /** By harm, least first. */
  readonly points: readonly FrontPoint[];
  /** Points that cannot be placed: no seed defines both figures. */
  readonly withoutData: number;
}

/** Share of resamples from which on a point that is not on the front is listed. */
const WORTH_LISTING = 0.05;

const MOST_RESAMPLES = 1000;
const FEWEST_RESAMPLES = 50;
const STEPS = 5e7;

/** The front of harm against welfare: what can be had of one without giving up of the other. */
export class HarmFrontTally {
  private readonly harm: Float64Array;
  private readonly welfare: Float64Array;
  private readonly columns: readonly [number, number];

  constructor(private readonly plan: SweepPlan) {
    const { metrics, design, seeds } = plan;
    this.columns = [metrics.indexOf(HARM), metrics.indexOf(WELFARE)];
    const cells = this.columns.includes(-1) ? 0 : design.size * seeds.count;
    this.harm = new Float64Array(cells).fill(Number.NaN);
    this.welfare = new Float64Array(cells).fill(Number.NaN);
  }

  add({ run, figures = [] }: FinishedRun): void {
    if (this.harm.length === 0) return;
    this.harm[run] = figures[this.columns[0]] ?? Number.NaN;
    this.welfare[run] = figures[this.columns[1]] ?? Number.NaN;
  }

  /** Resamples the block of seeds, the same for all points. */
  result(stream: RandomStream): Answer<HarmFront> {
    if (this.harm.length === 0) return lacking(`the study does not keep ${HARM} and ${WELFARE}`);
    const { design, seeds } = this.plan;
    const marks = this.marksFor(new Uint32Array(seeds.count).fill(1));
    const resamples =
      seeds.count < 2 ? 0 : Math.max(FEWEST_RESAMPLES, Math.min(MOST_RESAMPLES, Math.floor(STEPS / this.harm.length)));
    const hits = new Uint32Array(design.size);
    for (let at = 0; at < resamples; at += 1) {
      const weights = new Uint32Array(seeds.count);
      for (let draw = 0; draw < seeds.count; draw += 1) weights[stream.below(seeds.count)] += 1;
      this.marksFor(weights).forEach((mark, point) => {
        hits[point] += mark;
      });
    }
    const listed = (point: number) => marks[point] === 1 || hits[point] > WORTH_LISTING * resamples;
    const points: FrontPoint[] = [];
    let withoutData = 0;
    for (const { index, settings } of design.points()) {
      if (this.isBlank(index)) withoutData += 1;
      if (!listed(index)) continue;
      points.push({
        point: index,
        settings: settings.map(({ values }) => values.map(valueText).join("/")),
        harm: this.meanAt(this.harm, index),
        welfare: this.meanAt(this.welfare, index),
        onFront: marks[index] === 1,
        share:
          resamples === 0 ? lacking("there is one seed, and nothing to resample") : answer(hits[index] / resamples),
      });
    }
    return answer({ resamples, points: points.sort(byHarm), withoutData });
  }

  /** The front of the points' means when each seed counts as often as its weight says. */
  private marksFor(weights: Uint32Array): Uint8Array {
    return nonDominated(this.means(this.harm, weights), this.means(this.welfare, weights));
  }

  private means(cells: Float64Array, weights: Uint32Array): Float64Array {
    const seeds = weights.length;
    const means = new Float64Array(cells.length / seeds);
    for (let point = 0; point < means.length; point += 1) {
      let [sum, count] = [0, 0];
      for (let seed = 0; seed < seeds; seed += 1) {
        const value = cells[point * seeds + seed];
        if (Number.isNaN(value)) continue;
        sum += weights[seed] * value;
        count += weights[seed];
      }
      means[point] = count === 0 ? Number.NaN : sum / count;
    }
    return means;
  }

  private meanAt(cells: Float64Array, point: number): Answer<MeanWithInterval> {
    return meanWithInterval(
      [...this.at(cells, point)].filter((value) => !Number.isNaN(value)),
      "seeds",
    );
  }

  private isBlank(point: number): boolean {
    return [this.harm, this.welfare].some((cells) => this.at(cells, point).every(Number.isNaN));
  }

  private at(cells: Float64Array, point: number): Float64Array {
    const { count } = this.plan.seeds;
    return cells.subarray(point * count, (point + 1) * count);
  }
}

function byHarm(a: FrontPoint, b: FrontPoint): number {
  const harm = ({ harm }: FrontPoint) => (harm.defined ? harm.value.mean : Number.POSITIVE_INFINITY);
  return harm(a) - harm(b) || a.point - b.point;
}
