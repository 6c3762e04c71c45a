import { checkedPayoff, type PayoffParameters } from "../../model/payoff.js";
import { checkedProbability } from "./sample.js";
import { Split } from "./split.js";
import { checkedBand, isUncertain } from "./uncertainty.js";

/** Where the tally draws its lines. */
export interface TallyOptions {
  /** Least p that counts as high quality, in [0, 1]; 0.5 if not given. */
  readonly threshold?: number;
  /** Half width around 0.5 in which p counts as uncertain, >= 0; 0.2 if not given. */
  readonly band?: number;
}

/**
 * The quality and welfare figures of a stream of interactions, each of which is seen once and not kept.
 *
 * The figures are those of the pure functions beside this file, under the same names, but for one thing: what is not
 * defined (a mean over nothing, a variance of fewer than two) is undefined here and 0 there. Counts and sums over
 * nothing are 0 in both. Each figure is worked out when it is asked for.
 */
export class QualityTally {
  private readonly quality = new Split();
  private readonly payoffA = new Split();
  private readonly payoffB = new Split();
  private readonly threshold: number;
  private readonly band: number;
  private readonly stake: number;
  private high = 0;
  private highAccepted = 0;
  private uncertain = 0;
  private welfareSum = 0;
  private socialSum = 0;

  /** @throws RangeError if a parameter or an option is outside its range */
  constructor(params: PayoffParameters, { threshold = 0.5, band = 0.2 }: TallyOptions = {}) {
    checkedPayoff(params);
    this.stake = params.s_plus + params.s_minus;
    this.threshold = checkedProbability(threshold, "the quality threshold");
    this.band = checkedBand(band);
  }

  /**
   * Counts one finished interaction in. Checks nothing.
   * @param p probability of a good outcome, in [0, 1]
   * @param payoffA initiator's payoff; of a rejected interaction what it would have been
   * @param payoffB counterparty's payoff, likewise
   * @param socialSurplus expected surplus minus expected harm
   */
  add(p: number, accepted: boolean, payoffA: number, payoffB: number, socialSurplus: number): void {
    this.quality.add(p, accepted);
    this.payoffA.add(payoffA, accepted);
    this.payoffB.add(payoffB, accepted);
    if (p >= this.threshold) {
      this.high += 1;
      if (accepted) this.highAccepted += 1;
    }
    if (isUncertain(p, this.band)) this.uncertain += 1;
    if (accepted) {
      this.welfareSum += payoffA + payoffB;
      this.socialSum += socialSurplus;
    }
  }

  /** As if nothing had been counted. */
  reset(): void {
    for (const split of [this.quality, this.payoffA, this.payoffB]) split.reset();
    this.high = 0;
    this.highAccepted = 0;
    this.uncertain = 0;
    this.welfareSum = 0;
    this.socialSum = 0;
  }

  get total(): number {
    return this.accepted + this.rejected;
  }

  get accepted(): number {
    return this.quality.accepted.count;
  }

  get rejected(): number {
    return this.quality.rejected.count;
  }

  get highQualityCount(): number {
    return this.high;
  }

  get lowQualityCount(): number {
    return this.total - this.high;
  }

  /** Mean of 1 - p over the accepted. */
  get toxicityRate(): number | undefined {
    return this.accepted === 0 ? undefined : 1 - this.quality.accepted.mean;
  }

  /** Mean of 1 - p over all; also what the decomposition of toxicity calls baseline harm. */
  get toxicityRateAll(): number | undefined {
    return this.total === 0 ? undefined : 1 - this.quality.all.mean;
  }

  /** Share of the accepted below the threshold. */
  get toxicityHard(): number | undefined {
    return ratio(this.accepted - this.highAccepted, this.accepted);
  }

  get qualityGap(): number | undefined {
    return this.quality.gap;
  }

  /** Correlation of p with acceptance; undefined when all or none are accepted, or p never varies. */
  get qualityCorrelation(): number | undefined {
    const gap = this.quality.gap;
    const deviation = this.quality.all.deviation;
    if (gap === undefined || deviation === 0) return undefined;
    // Cov(p, acceptance) is alpha beta Q, since acceptance is 1 or 0.
    const product = (this.accepted / this.total) * (this.rejected / this.total);
    return Math.min(1, Math.max(-1, (gap * Math.sqrt(product)) / deviation));
  }

  /** Size of the correlation. */
  get selectionSaturation(): number | undefined {
    const correlation = this.qualityCorrelation;
    return correlation === undefined ? undefined : Math.abs(correlation);
  }

  /** Toxicity of all minus toxicity of the accepted, as rejected share times gap; 0 if all are accepted. */
  get selectionCredit(): number | undefined {
    if (this.accepted === 0) return undefined;
    const gap = this.quality.gap;
    return gap === undefined ? 0 : (this.rejected / this.total) * gap;
  }

  get spread(): number | undefined {
    const shift = this.quality.acceptanceShift;
    return shift === undefined || shift === 0 ? shift : -this.stake * shift;
  }

  get conditionalLossInitiator(): number | undefined {
    return this.payoffA.acceptanceShift;
  }

  get conditionalLossCounterparty(): number | undefined {
    return this.payoffB.acceptanceShift;
  }

  /** Mean p over all. */
  get averageQuality(): number | undefined {
    return this.total === 0 ? undefined : this.quality.all.mean;
  }

  /** Mean p over the accepted. */
  get averageAcceptedQuality(): number | undefined {
    return this.accepted === 0 ? undefined : this.quality.accepted.mean;
  }

  /** Share of all whose p is uncertain. */
  get uncertainFraction(): number | undefined {
    return ratio(this.uncertain, this.total);
  }

  get acceptanceRate(): number | undefined {
    return ratio(this.accepted, this.total);
  }

  get highQualityAcceptance(): number | undefined {
    return ratio(this.highAccepted, this.high);
  }

  get lowQualityAcceptance(): number | undefined {
    return ratio(this.accepted - this.highAccepted, this.lowQualityCount);
  }

  /** Sum of both payoffs over the accepted. */
  get totalWelfare(): number {
    return this.welfareSum;
  }

  /** Sum of surplus minus harm over the accepted. */
  get netSocialWelfare(): number {
    return this.socialSum;
  }

  /** Mean over the accepted. */
  get averageInitiatorPayoff(): number | undefined {
    return this.accepted === 0 ? undefined : this.payoffA.accepted.mean;
  }

  /** Mean over the accepted. */
  get averageCounterpartyPayoff(): number | undefined {
    return this.accepted === 0 ? undefined : this.payoffB.accepted.mean;
  }

  /** Population variance of p over all. */
  get qualityVariance(): number | undefined {
    return this.total < 2 ? undefined : this.quality.all.variance;
  }

  /** Population variance of p over the accepted. */
  get acceptedQualityVariance(): number | undefined {
    return this.accepted < 2 ? undefined : this.quality.accepted.variance;
  }

  /** Population variance over all. */
  get payoffVarianceInitiator(): number | undefined {
    return this.total < 2 ? undefined : this.payoffA.all.variance;
  }

  /** Population variance over all. */
  get payoffVarianceCounterparty(): number | undefined {
    return this.total < 2 ? undefined : this.payoffB.all.variance;
  }
}

function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
