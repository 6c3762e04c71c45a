/**
 * Something an agent did besides the action of its turn: a draft, feedback, a judgement, a call of a model. It goes to the
 * event log and to the metrics, and moves nothing.
 */
export interface AgentNote {
  /** Index among all agents: who did it, and about whom where it was about somebody. */
  readonly agent: number;
  readonly about?: number;
  /** What was done, in one word. */
  readonly action: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly texts?: Readonly<Record<string, string>>;
}
