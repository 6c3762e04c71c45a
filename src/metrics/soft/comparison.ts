import type { QualityReport } from "./report.js";

/** Where counting good and bad by a threshold tells another story than the probabilities do. */
export interface SoftHardComparison {
  /** Soft toxicity minus hard toxicity, in [-1, 1]. */
  readonly toxicityDifference: number;
  /** The two differ by more than 0.05, either way. */
  readonly toxicityDiffers: boolean;
  /** The quality gap is negative: the worse ones get through. */
  readonly adverseSelection: boolean;
  /** More than 0.3 of the interactions are uncertain. */
  readonly highUncertainty: boolean;
}

/** Compares the soft with the hard figures of a report. The cuts are those of SWARM 1.9's reporter. */
export function compareSoftHard({ soft, hard }: Pick<QualityReport, "soft" | "hard">): SoftHardComparison {
  const toxicityDifference = soft.toxicityRate - hard.toxicityRate;
  return {
    toxicityDifference,
    toxicityDiffers: Math.abs(toxicityDifference) > 0.05,
    adverseSelection: soft.qualityGap < 0,
    highUncertainty: soft.uncertainFraction > 0.3,
  };
}
