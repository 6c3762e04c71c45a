import type { HouseRule } from "./judge.js";

/** Something that somebody may ask of an agent that serves, with what is known of it beforehand. */
export interface HousePrompt {
  readonly id: string;
  readonly category: string;
  readonly prompt: string;
  /** Whether it asks for what must not be done. */
  readonly harmful: boolean;
  /** What whoever answers is told: where it works, and what is so there. */
  readonly context?: string;
  readonly rule?: HouseRule;
  /** The prompt of the other kind about the same matter. */
  readonly twin?: string;
}
