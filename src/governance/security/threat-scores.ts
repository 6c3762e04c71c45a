import { type Assessment, riskOf } from "./indicator.js";

/** What being the target of a finding weighs, against being its source. */
const TARGET_SHARE = 0.3;

/** Highest risk held against each agent so far: of findings it is the source of, or 0.3 of those that target it. */
export class ThreatScores {
  /** By agent index. */
  readonly values: Float64Array;

  constructor(agents: number) {
    this.values = new Float64Array(agents);
  }

  copy(): ThreatScores {
    const copy = new ThreatScores(this.values.length);
    copy.values.set(this.values);
    return copy;
  }

  source(agent: number, assessment: Assessment): void {
    this.raise(agent, riskOf(assessment));
  }

  target(agent: number, assessment: Assessment): void {
    this.raise(agent, TARGET_SHARE * riskOf(assessment));
  }

  clear(): void {
    this.values.fill(0);
  }

  private raise(agent: number, score: number): void {
    if (score > this.values[agent]) this.values[agent] = score;
  }
}
