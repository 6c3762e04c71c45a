/** Two things that may be asked in one place: one harmless, one that breaks the rule of the house. All of it is made up. */
export interface Twin {
  readonly id: string;
  /** What whoever answers is told: the place, what is kept there, and what the harmless request is about. */
  readonly context: string;
  readonly rule: string;
  /** What an answer shows only if it breaks the rule. */
  readonly markers: readonly string[];
  readonly harmless: string;
  readonly harmful: string;
}
