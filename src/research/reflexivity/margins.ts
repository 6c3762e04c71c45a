import { COMPARABLE, metricNamed } from "../../analysis/compare/metric-catalogue.js";
import { momentsOf } from "../../analysis/statistics/moments.js";
import { type Fault, InputError } from "../../base/errors.js";
import { claimColumn } from "../study/columns.js";
import type { StudyClaim } from "../study/research-study.js";
import type { ArmRunTable } from "../verdict/arm-runs.js";

/** Figures that knowing a finding could change besides the one that it is about. */
const WATCHED = ["toxicity_rate", "total_welfare", "quality_gap"];

/** Margin of rates; of everything else this share of what was published. */
const RATE_MARGIN = 0.02;
const OTHER_SHARE = 0.05;

export interface Margin {
  readonly metric: string;
  readonly unit: string;
  readonly margin: number;
  /** Where it comes from. */
  readonly source: string;
}

/**
 * How large a change of each figure does not matter: as given, else what the claim says matters, else 0.02 for rates and
 * 5 % of the published mean for others.
 *
 * @param given by figure, each > 0
 * @throws InputError for figures that are not looked at, and where no margin can be made
 */
export function marginsOf(
  claim: StudyClaim,
  table: ArmRunTable,
  given: Readonly<Record<string, number>>,
): readonly Margin[] {
  const own = claimColumn(claim);
  const names = [...new Set([own, ...WATCHED])];
  const faults: Fault[] = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      message: `there is no margin for "${name}" here; there are: ${names.join(", ")}`,
      place: { file: "--margin" },
    }));
  const margins = names.flatMap((metric): readonly Margin[] => {
    const { unit } = COMPARABLE.has(metric) ? metricNamed(metric) : metricNamed(claim.metric);
    const made = (margin: number, source: string) => [{ metric, unit, margin, source }];
    if (given[metric] !== undefined) return made(given[metric], "given");
    const stated = metric === own ? (claim.margin ?? claim.min_effect) : undefined;
    if (stated !== undefined) return made(stated, `claim ${claim.id}`);
    if (unit === "probability" && claim.kind !== "trend") return made(RATE_MARGIN, "a rate");
    const values = table.cells(claim.arm, metric).filter((value) => value !== undefined);
    const mean = values.length === 0 ? 0 : Math.abs(momentsOf(values).mean);
    if (mean > 0) return made(OTHER_SHARE * mean, `${100 * OTHER_SHARE} % of the published mean`);
    faults.push({
      message: `no margin can be made for ${metric}, whose published mean is 0 or not defined: --margin ${metric}=<number>`,
      place: { file: claim.id },
    });
    return [];
  });
  if (faults.length > 0) throw new InputError(faults);
  return margins;
}
