import { at, differenceOf, type Estimate, type Figure, levelOf } from "../study-figures.js";
import type { MacpoStudy } from "../study-file.js";

/** What was expected of the toy world before it was run, and where the expectation is from. */
interface Expectation {
  readonly text: string;
  readonly source: "paper" | "told of the paper" | "this project";
  readonly sign: 1 | -1;
  readonly preset: string;
  /** Held against this preset, where it is a difference. */
  readonly against?: string;
  readonly figure: Figure;
}

const last = at("student", -1);
const change = (key: "student" | "teachers", from: number, to: number): Figure => {
  return (row) => {
    const [before, after] = [row[key].at(from), row[key].at(to)];
    return before === undefined || after === undefined || row[key].length < 3 ? undefined : after - before;
  };
};
const worse = (preset: string, text: string, source: Expectation["source"] = "told of the paper"): Expectation => ({
  text,
  source,
  sign: -1,
  preset,
  against: "full",
  figure: last,
});

const EXPECTATIONS: readonly Expectation[] = [
  {
    text: "the student ends above where it began",
    source: "paper",
    sign: 1,
    preset: "full",
    figure: change("student", 0, -1),
  },
  {
    text: "teachers end above where they began, on average",
    source: "paper",
    sign: 1,
    preset: "full",
    figure: change("teachers", 0, -1),
  },
  {
    text: "the final student exceeds the teacher that labelled for it, as that teacher was",
    source: "paper",
    sign: 1,
    preset: "full",
    figure: (row) => (row.student.at(-1) ?? 0) - row.labeller,
  },
  {
    text: "the final student exceeds the best final teacher",
    source: "this project",
    sign: 1,
    preset: "full",
    figure: (row) => (row.student.at(-1) ?? 0) - (row.best_teacher.at(-1) ?? 0),
  },
  {
    text: "the student's gain stays among answers of equal length",
    source: "this project",
    sign: 1,
    preset: "full",
    figure: ({ gain_at_equal_length }) => gain_at_equal_length,
  },
  {
    text: "with three teachers the student still improves in the last round",
    source: "told of the paper",
    sign: 1,
    preset: "full",
    figure: change("student", -2, -1),
  },
  {
    text: "with one teacher it declines in the last round",
    source: "told of the paper",
    sign: -1,
    preset: "one-teacher",
    figure: change("student", -2, -1),
  },
  {
    text: "with one teacher it declines at last, from round 3 to round 6",
    source: "this project",
    sign: -1,
    preset: "one-teacher-six-rounds",
    figure: change("student", 3, 6),
  },
  worse("one-teacher", "one teacher is worse than three", "paper"),
  {
    text: "five teachers are better than three",
    source: "paper",
    sign: 1,
    preset: "five-teachers",
    against: "full",
    figure: last,
  },
  worse("own-positives", "own positives are worse than mutual ones"),
  {
    text: "with own positives the student falls from round 1 to round 2",
    source: "told of the paper",
    sign: -1,
    preset: "own-positives",
    figure: change("student", 1, 2),
  },
  worse("random-negatives", "other negatives are worse than hard ones"),
  worse("no-negatives", "no negatives are worse than hard ones"),
  worse("frozen-teachers", "frozen teachers are worse than learning ones"),
  worse("random-filter", "a random filter is worse than the lowest perplexity", "this project"),
  worse("vote-filter", "a vote is worse than the lowest perplexity", "this project"),
];

/** An expectation that was looked at. */
export interface Looked {
  readonly text: string;
  readonly source: string;
  readonly found: Estimate | undefined;
  /** By where the 95 % interval lies. */
  readonly verdict: "holds" | "fails" | "not shown";
}

/** Those whose presets the study has. */
export function lookedAt(study: MacpoStudy): readonly Looked[] {
  return EXPECTATIONS.filter(({ preset, against }) =>
    [preset, against ?? preset].every((name) => study.presets.includes(name)),
  ).map(({ text, source, sign, preset, against, figure }) => {
    const found = against === undefined ? levelOf(study, preset, figure) : differenceOf(study, preset, against, figure);
    return { text, source, found, verdict: verdictOf(found, sign) };
  });
}

function verdictOf(found: Estimate | undefined, sign: 1 | -1): Looked["verdict"] {
  if (found === undefined) return "not shown";
  const [low, high] = found.ends ?? [found.mean, found.mean];
  if (Math.min(sign * low, sign * high) > 0) return "holds";
  return Math.max(sign * low, sign * high) < 0 ? "fails" : "not shown";
}
