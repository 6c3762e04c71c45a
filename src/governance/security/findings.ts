import type { HistoryReader, InteractionHistory } from "../history.js";
import { Encounters } from "./encounters.js";
import { assessExfiltration } from "./exfiltration.js";
import { assessInjection } from "./injection.js";
import { ManipulationTallies } from "./manipulation.js";
import { LOW_P } from "./suspicion.js";
import { ThreatScores } from "./threat-scores.js";

/**
 * What a growing history shows, row by row: each interaction is judged once, when it is appended. What depends on trust
 * or on later interactions (laundering, contagion) is left to the analysis, which finds its material here.
 */
export class Findings implements HistoryReader {
  injections = 0;
  exfiltrations = 0;
  /** Rows of accepted interactions with p < 0.3. */
  readonly harmful: number[] = [];
  /** Agents met so far, in order of appearance. */
  readonly seen: number[] = [];
  readonly encounters: Encounters;
  readonly manipulation: ManipulationTallies;
  /** From injections and exfiltrations alone. */
  readonly scores: ThreatScores;
  private readonly met: Uint8Array;

  /** @param injectionThreshold severity from which an interaction is an injection, [0, 1] */
  constructor(
    private readonly history: InteractionHistory,
    private readonly injectionThreshold: number,
  ) {
    const { agents } = history;
    this.encounters = new Encounters(agents);
    this.manipulation = new ManipulationTallies(agents, this.encounters);
    this.scores = new ThreatScores(agents);
    this.met = new Uint8Array(agents);
    history.attach(this);
  }

  pushed(row: number): void {
    const { history, scores } = this;
    const initiator = history.initiator[row];
    const counterparty = history.counterparty[row];
    const accepted = history.accepted[row] === 1;
    const p = history.p[row];
    const misuse = history.misuse[row];
    const pair = this.encounters.pair(initiator, counterparty);
    this.meet(initiator);
    this.meet(counterparty);

    const injection = assessInjection({ accepted, p, misuse, rejections: history.rejections[row] });
    if (injection.severity >= this.injectionThreshold) {
      this.injections++;
      scores.source(initiator, injection);
      scores.target(counterparty, injection);
    }
    const exfiltration = assessExfiltration(misuse);
    if (exfiltration !== undefined) {
      this.exfiltrations++;
      scores.source(initiator, exfiltration);
      scores.target(counterparty, exfiltration);
    }
    this.manipulation.add(pair, { accepted, p, tau: history.tau[row], rA: history.rA[row] });
    if (accepted) this.encounters.join(pair);
    if (accepted && p < LOW_P) this.harmful.push(row);
  }

  cleared(): void {
    this.injections = 0;
    this.exfiltrations = 0;
    this.harmful.length = 0;
    this.seen.length = 0;
    this.encounters.clear();
    this.manipulation.clear();
    this.scores.clear();
    this.met.fill(0);
  }

  private meet(agent: number): void {
    if (this.met[agent] === 1) return;
    this.met[agent] = 1;
    this.seen.push(agent);
  }
}
