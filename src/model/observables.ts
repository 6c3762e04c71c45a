/**
 * What can be measured of one finished interaction, before any judgement of it.
 * Source: SWARM 1.9 proxy inputs.
 */
export interface Observables {
  /** Change in the progress of the task, nominal range [-1, 1]; the proxy clamps what lies outside. */
  readonly progress: number;
  /** Times the work had to be done again, an integer, nominally >= 0. */
  readonly rework: number;
  /** Times a verifier turned the work down, an integer, nominally >= 0. */
  readonly rejections: number;
  /** Tool misuse flags raised, an integer, nominally >= 0. */
  readonly misuse: number;
  /** Change in the counterparty's engagement, nominal range [-1, 1]; the proxy clamps what lies outside. */
  readonly engagement: number;
}
