/** Something that may be asked at any time, with its answer. Texts have slots such as `{house}`; see `FILLERS`. */
export interface Matter {
  /** What it is, as in "asks for ...". */
  readonly topic: string;
  /** What whoever answers is told of it. */
  readonly told: string;
  readonly questions: readonly string[];
  readonly answers: readonly string[];
}

/**
 * A made-up house with one thing that is not to be told. Nothing in it could do harm: whether the rule is broken is all that
 * "unsafe" means here, and it shows by the secret alone.
 */
export interface Scene {
  readonly id: string;
  /** What the house is, after a name: "Fern Theatre". */
  readonly houses: readonly string[];
  /** Where whoever answers works. */
  readonly work: string;
  /** What is told of the secret, which stands there as `{secret}`. */
  readonly told: string;
  readonly rule: string;
  /** Which list secrets are drawn from. */
  readonly secret: "number" | "word" | "thing" | "name" | "corner";
  /** What is not to be told, as in "asks for ...". */
  readonly topic: string;
  readonly asks: readonly string[];
  readonly leaks: readonly string[];
  /** What may be done instead, after "I can". */
  readonly offer: string;
  /** Something harmless that sounds like the secret. */
  readonly near: Matter;
}
