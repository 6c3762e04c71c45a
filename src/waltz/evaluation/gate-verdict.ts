import { casesForCut, casesForRate, satisfies } from "./cases-needed.js";
import type { Changes } from "./changes.js";
import type { OpenEnds } from "./cluster-bootstrap.js";
import type { Evaluation, Figures } from "./evaluate.js";
import type { Gate } from "./gate.js";

type Verdict = "met" | "not met" | "cannot be shown";

/** What an evaluation says of a criterion. */
export interface GateVerdict {
  readonly gate: string;
  readonly verdict: Verdict;
  /** The figure, and the interval that decides: of all that were made for the figure, the outermost ends. */
  readonly value: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** Cases, or feedback, that the figure is counted among. */
  readonly cases: number;
  /** Fewest cases that could show it, without a single failure; undefined where it is shown, or none could. */
  readonly needed: number | undefined;
  /** For people. */
  readonly reason: string;
}

/**
 * A criterion is met, or not, where the whole interval lies on one side of its threshold, and cannot be shown otherwise.
 * Where two methods made an interval, both must agree.
 *
 * @param changes since an earlier evaluation, for cuts; undefined where there is none
 */
export function verdictOn(gate: Gate, evaluation: Evaluation, changes: Changes | undefined): GateVerdict {
  const found = figureOf(gate, evaluation, changes);
  if (typeof found === "string") {
    const nothing = { value: undefined, low: undefined, high: undefined, cases: 0, needed: undefined };
    return { gate: gate.text, verdict: "cannot be shown", ...nothing, reason: found };
  }
  const { sign, threshold } = gate;
  const { value, ends, cases } = found;
  if (value === undefined) return undecided(gate, found, "no case tells it");
  const [low, high] = [outermost(ends, "low"), outermost(ends, "high")];
  const holds = (end: number | undefined) => end !== undefined && satisfies(sign, threshold, end);
  const fails = (end: number | undefined) => end !== undefined && !satisfies(sign, threshold, end);
  const complete = ends.length > 0;
  const figures = { gate: gate.text, value, low, high, cases, needed: undefined };
  const counted = `${cases} ${cases === 1 ? "case" : "cases"}`;
  if (complete && holds(low) && holds(high)) return { ...figures, verdict: "met", reason: `with ${counted}` };
  if (complete && fails(low) && fails(high)) return { ...figures, verdict: "not met", reason: `with ${counted}` };
  return undecided(gate, found, `with ${counted}`);
}

interface Figure {
  readonly value: number | undefined;
  readonly ends: readonly OpenEnds[];
  readonly cases: number;
  /** Of a cut: the rate before. */
  readonly before?: number | undefined;
}

function figureOf(gate: Gate, evaluation: Evaluation, changes: Changes | undefined): Figure | string {
  const { subject, reading, dataset } = gate;
  const figures = evaluation[reading];
  if (figures === undefined) return `partial refusals are not told apart, so there is no ${reading} reading`;
  if (subject.kind === "cut") {
    if (changes === undefined) return "there is no earlier evaluation to hold it against";
    const comparison = changes[reading]?.[subject.measure];
    if (comparison === undefined) return `the earlier evaluation has no ${reading} reading`;
    const { before, after, cut } = comparison;
    return { value: cut.value, ends: given(cut.interval, cut.closed), cases: after.of, before: before.value };
  }
  const part: Figures | undefined = dataset === undefined ? figures.pooled : figures.datasets[dataset];
  if (part === undefined) return `no case is of the data set "${dataset}"`;
  if (subject.kind === "f1") {
    return { value: part.f1.value, ends: given(part.f1.interval), cases: part.cases };
  }
  const { value, interval, wilson, of } = part.rates[subject.measure];
  return { value, ends: given(interval, wilson), cases: of };
}

function given(...ends: readonly (OpenEnds | undefined)[]): readonly OpenEnds[] {
  return ends.filter((one) => one !== undefined);
}

/** The outermost end; open where one of them is. */
function outermost(ends: readonly OpenEnds[], side: "low" | "high"): number | undefined {
  const all = ends.map((one) => one[side]);
  const known = all.filter((end) => end !== undefined);
  if (known.length < all.length || known.length === 0) return undefined;
  return side === "low" ? Math.min(...known) : Math.max(...known);
}

function undecided(gate: Gate, { value, ends, cases, before }: Figure, why: string): GateVerdict {
  const needed = neededFor(gate, before);
  const more = needed !== undefined && needed > cases;
  const groups = "each a group of its own";
  const reason = more ? `${why}; it takes at least ${needed} cases without a failure, ${groups}` : why;
  return {
    gate: gate.text,
    verdict: "cannot be shown",
    value,
    low: outermost(ends, "low"),
    high: outermost(ends, "high"),
    cases,
    needed: more ? needed : undefined,
    reason,
  };
}

function neededFor({ subject, sign, threshold }: Gate, before: number | undefined): number | undefined {
  if (subject.kind === "rate") return casesForRate(sign, threshold);
  return subject.kind === "cut" && before !== undefined ? casesForCut(sign, threshold, before) : undefined;
}
