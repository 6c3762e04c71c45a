import type { FigureRow } from "../../../metrics/run-facts.js";
import { type CheckedRun, defineCheck } from "../check.js";
import type { Evidence, Remark } from "../finding.js";
import { short } from "../words.js";

/** Difference of the two averages, in probability, beyond which (excluded) weights matter. */
const BOUND = 0.01;

/** Share of the runs from which (included) it is told of a set. */
const OFTEN = 0.1;

/** Epochs whose counts are listed, at most. */
const LISTED = 200;

/** Averages over interactions with the column that weighs an epoch. A quality gap is no such average: it has no weights. */
const AVERAGES = [
  { column: "toxicity_rate", weight: "accepted_interactions", criteria: ["toxicity_threshold", "max_avg_toxicity"] },
  { column: "toxicity_rate_all", weight: "total_interactions", criteria: [] },
] as const;

type Average = (typeof AVERAGES)[number];

interface Tally {
  readonly average: Average;
  /** Criteria of the scenario that look at the column, with their limits. */
  readonly limits: readonly (readonly [key: string, limit: number])[];
  runs: number;
  beyond: number;
  /** Runs that meet a criterion by one average and not by the other. */
  turned: number;
  sumOfMeans: number;
  sumOfPooled: number;
  last: FigureRow[];
}

/** A mean over epochs gives an epoch of one interaction the weight of one of a hundred. */
export const unevenEpochs = defineCheck({
  name: "uneven_epochs",
  summary:
    "a mean over epochs of a toxicity rate that lies more than 0.01 from the rate over all interactions, in a tenth of the runs or more, or that turns a criterion; serious where a criterion turns that often",
  watch({ scenario: { spec, semantics } }) {
    const meansOf = (run: CheckedRun) => (semantics.emptyEpochsCountAsZero ? run.epochMeansWithZeros : run.epochMeans);
    const tallies = AVERAGES.map((average): Tally => {
      const own = Object.entries(spec.success_criteria).filter(([key]) =>
        average.criteria.some((name) => name === key),
      );
      return { average, limits: own, runs: 0, beyond: 0, turned: 0, sumOfMeans: 0, sumOfPooled: 0, last: [] };
    });
    return {
      run(run) {
        for (const tally of tallies) {
          const { column } = tally.average;
          const [mean, pooled] = [meansOf(run)[column], run.pooled[column]];
          if (mean === undefined || pooled === undefined) continue;
          tally.runs += 1;
          tally.sumOfMeans += mean;
          tally.sumOfPooled += pooled;
          if (Math.abs(mean - pooled) > BOUND) tally.beyond += 1;
          if (tally.limits.some(([, limit]) => mean <= limit !== pooled <= limit)) tally.turned += 1;
          tally.last = [...(run.rows ?? [])];
        }
      },
      *remarks() {
        const loud = tallies.filter(({ runs, beyond, turned }) => (beyond > 0 && beyond >= OFTEN * runs) || turned > 0);
        if (loud.length > 0) yield remarkOn(loud);
      },
    };
  },
});

function remarkOn(tallies: readonly Tally[]): Remark {
  const evidence: Record<string, Evidence> = { bound: BOUND };
  for (const tally of tallies) Object.assign(evidence, evidenceOf(tally));
  const serious = tallies.some(({ runs, turned }) => turned > 0 && turned >= OFTEN * runs);
  return {
    severity: serious ? "serious" : "warning",
    message: `epochs with few interactions weigh as much as full ones: ${tallies.map(partOf).join("; ")}`,
    evidence,
    advice: "Take the pooled figure as the headline, with the number of interactions beside it.",
  };
}

function partOf({ average, limits, runs, beyond, turned, sumOfMeans, sumOfPooled }: Tally): string {
  const { column } = average;
  const figures = `${column} is ${short(sumOfMeans / runs)} over epochs and ${short(sumOfPooled / runs)} pooled`;
  const often = runs === 1 ? "" : ` (more than ${BOUND} apart in ${beyond} of ${runs} runs)`;
  const turn = runs === 1 ? "" : ` in ${turned} of ${runs} runs`;
  return `${figures}${often}${turned === 0 ? "" : `, which turns ${limits.map(([key]) => key).join(" or ")}${turn}`}`;
}

function evidenceOf({ average, runs, beyond, turned, sumOfMeans, sumOfPooled, last }: Tally): Record<string, Evidence> {
  const { column, weight } = average;
  const counts = last.map((row) => row[weight] ?? 0);
  return {
    [`${column}_epoch_mean`]: sumOfMeans / runs,
    [`${column}_pooled`]: sumOfPooled / runs,
    [`${column}_runs`]: runs,
    [`${column}_runs_beyond_bound`]: beyond,
    ...(turned > 0 ? { [`${column}_runs_turned`]: turned } : {}),
    ...(runs === 1 && counts.length > 0 && counts.length <= LISTED ? { [`${weight}_per_epoch`]: counts } : {}),
  };
}
