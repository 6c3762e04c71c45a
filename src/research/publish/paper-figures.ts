import { escapeMarkdown } from "../../analysis/report/escape.js";
import { pText } from "../../analysis/report/report-numbers.js";
import { short } from "../../analysis/validity/words.js";
import type { ClaimVerdict, StudyVerdict } from "../verdict/verdict.js";
import type { NumberLedger, NumberSource } from "./number-ledger.js";

/** The two sides of a difference, or one arm alone. */
interface Sides {
  readonly arm: string;
  readonly versus: string;
}

/** Puts figures of a study into text, each with the runs that it rests on. Markdown. */
export class PaperFigures {
  constructor(
    readonly ledger: NumberLedger,
    readonly verdict: StudyVerdict,
    /** Name of the table of the runs. */
    private readonly table: string,
  ) {}

  /** A figure made of rows. */
  result(value: number, what: string, column: string, sides: Sides, text = short(value)): string {
    return this.ledger.figure(text, value, this.source(what, column, sides));
  }

  plan(value: number, what: string, text = String(value)): string {
    return this.ledger.figure(text, value, { kind: "plan", what });
  }

  record(value: number, what: string, text = String(value)): string {
    return this.ledger.figure(text, value, { kind: "record", what });
  }

  /** Words of others, safe in Markdown. */
  quote(text: string, what: string): string {
    return this.ledger.quote(escapeMarkdown(text), what);
  }

  /**
   * A sentence that the verdict itself is made of, safe in Markdown: its numbers rest on the runs of the claim that it
   * begins with, and else on the record of all.
   */
  derived(text: string, what: string): string {
    const escaped = escapeMarkdown(text);
    const claim = this.verdict.claims.find(({ id }) => text.startsWith(`${id}:`));
    if (claim === undefined) return this.ledger.words(escaped, "record", what);
    return this.ledger.derived(escaped, this.source(`${claim.id}: ${what}`, claim.column, claim));
  }

  /** `95% CI` of the design. */
  ci(): string {
    const { level } = this.verdict.design;
    return this.plan(level, "confidence of intervals", `${Number((100 * level).toPrecision(6))}% CI`);
  }

  /** `-0.01 (95% CI -0.02 to 0.004, p = 0.04, corrected p = 0.1, n = 20 pairs)`; why not, where it is not defined. */
  outcome(claim: ClaimVerdict): string {
    const { estimate, interval, p, p_corrected, column, n, versus } = claim;
    if (!estimate.defined) return `not defined (${this.quote(estimate.why, `claim ${claim.id}`)})`;
    const of = (value: number, what: string, text?: string) =>
      this.result(value, `${claim.id}: ${what}`, column, claim, text);
    const parts = [
      ...(interval.defined
        ? [`${this.ci()} ${of(interval.value.low, "low end")} to ${of(interval.value.high, "high end")}`]
        : []),
      ...(p === null ? [] : [`${of(p, "p", pSign(p))}`]),
      ...(p_corrected === null ? [] : [`corrected ${of(p_corrected, "corrected p", pSign(p_corrected))}`]),
      `n = ${of(n[1], "what defines it", String(n[1]))} ${versus === "" ? "runs" : "pairs"}`,
    ];
    return `${of(estimate.value, "estimate")} (${parts.join(", ")})`;
  }

  private source(what: string, column: string, { arm, versus }: Sides): NumberSource {
    const runs = this.runs(arm);
    const against = this.runs(versus);
    return {
      kind: "result",
      what,
      column,
      arm,
      table: this.table,
      ...(versus !== "" && { versus }),
      ...(runs !== undefined && { runs }),
      ...(against !== undefined && { against }),
    };
  }

  /** Row numbers of an arm, `0-19`; undefined for no arm. */
  private runs(arm: string): string | undefined {
    const found = this.verdict.arms.find(({ name }) => name === arm);
    return found === undefined ? undefined : `${found.runs.first}-${found.runs.last}`;
  }
}

/** `p = 0.012`, `p < 0.0001`. */
function pSign(p: number): string {
  const text = pText(p);
  return text.startsWith("<") ? `p ${text}` : `p = ${text}`;
}
