import { grown } from "../history.js";
import { type Assessment, riskOf } from "./indicator.js";

/** What being the target of a finding weighs, against being its source. */
const TARGET_SHARE = 0.3;

/** Highest risk held against each agent so far: of findings it is the source of, or 0.3 of those that target it. */
export class ThreatScores {
  /** By agent index; may end after the highest agent index with a score. */
  values: Float64Array;

  constructor(start = new Float64Array(64)) {
    this.values = start.slice();
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
    if (agent >= this.values.length) this.values = grown(this.values, 2 * agent);
    if (score > this.values[agent]) this.values[agent] = score;
  }
}
