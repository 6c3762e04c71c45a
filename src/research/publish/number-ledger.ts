/** Where a number of a paper comes from. */
export interface NumberSource {
  /** `result`: made of rows of a table; `plan`: the locked plan; `record`: what is known of runs and files; `quoted`: the words of others. */
  readonly kind: "result" | "plan" | "record" | "quoted";
  readonly what: string;
  readonly column?: string;
  readonly arm?: string;
  readonly versus?: string;
  /** Table of the runs, and their numbers there, `0-19`: those of the arm, and those it is held against. */
  readonly table?: string;
  readonly runs?: string;
  readonly against?: string;
}

/** A number, or words with numbers in them, as it stands in the text. */
export interface LedgerEntry extends NumberSource {
  readonly text: string;
  /** Unrounded; `null` of words. */
  readonly value: number | null;
}

/** Marks around what is accounted for, from the private use area, and so in no text of anybody's. */
const OPEN = "\ue000";
const MIDDLE = "\ue001";
const CLOSE = "\ue002";
const MARKED = /\ue000(\d+)\ue001([^\ue002]*)\ue002/g;
const MARKS = /[\ue000-\ue002]/g;

/**
 * Keeps account of every number of a text. Numbers get into it through here alone: `settle` refuses a text with a digit
 * that nobody accounts for.
 */
export class NumberLedger {
  private readonly entries: LedgerEntry[] = [];

  /** @param text as it is to be read */
  figure(text: string, value: number, source: NumberSource): string {
    return this.mark(text, value, source);
  }

  /** Words of others, whose numbers are theirs. */
  quote(text: string, what: string): string {
    return /\d/.test(text) ? this.mark(text, null, { kind: "quoted", what }) : text.replaceAll(MARKS, "");
  }

  /** Words that are made of results. */
  derived(text: string, source: NumberSource): string {
    return this.mark(text, null, source);
  }

  /** Words about the plan or the record that hold numbers, such as a hash. */
  words(text: string, kind: "plan" | "record", what: string): string {
    return this.mark(text, null, { kind, what });
  }

  /**
   * The text without marks, and what its numbers come from, in its order.
   * @throws Error at a digit outside of all marks
   */
  settle(text: string): { readonly text: string; readonly entries: readonly LedgerEntry[] } {
    const stray = /.{0,40}\d.{0,40}/.exec(text.replaceAll(MARKED, ""));
    if (stray !== null) throw new Error(`a number of the paper is not accounted for: "${stray[0]}"`);
    const entries = [...text.matchAll(MARKED)].map(([, at, shown]) => ({ ...this.entries[Number(at)], text: shown }));
    return { text: text.replaceAll(MARKED, "$2"), entries };
  }

  private mark(text: string, value: number | null, source: NumberSource): string {
    const clean = text.replaceAll(MARKS, "");
    this.entries.push({ ...source, text: clean, value });
    return `${OPEN}${this.entries.length - 1}${MIDDLE}${clean}${CLOSE}`;
  }
}
