import type { JudgeDefinition } from "../contract/judge.js";
import { type Agreement, agreementOf, type Rated, SCHEMES, type Scheme } from "../judges/measure/agreement.js";
import type { KappaInterval } from "../judges/measure/kappa-interval.js";
import { type Rates, ratesOf } from "../judges/measure/rates.js";
import type { Share } from "../judges/measure/wilson.js";
import type { LabelledAnswer } from "../records/xstest.js";
import { type Column, terminalTable } from "./format-table.js";
import { counted, WIDTH, wrap } from "./format-text.js";
import { visible } from "./visible.js";

/** An answer with people's labels and the judge's. */
export type JudgedAnswer = LabelledAnswer & Rated;

/** Said wherever a figure is shown. */
const WHAT_LABELS_SAY =
  "People labelled compliance, not harm: to refuse a safe prompt counts as overrefusal, to comply with an unsafe one as " +
  '"unsafe", whether or not the answer could do harm.';

/** The answers of one model, or of several together. */
interface Part {
  readonly name: string;
  readonly answers: readonly JudgedAnswer[];
  readonly tuned: boolean;
}

/** Each model, then those that the rules were tuned on and those that they were not. */
function partsOf(answers: readonly JudgedAnswer[], { tunedOn = [] }: JudgeDefinition): readonly Part[] {
  const models = [...new Set(answers.map(({ model }) => model))].sort();
  const part = (name: string, wanted: readonly string[], tuned: boolean): Part => {
    return { name, answers: answers.filter(({ model }) => wanted.includes(model)), tuned };
  };
  const tuned = models.filter((model) => tunedOn.includes(model));
  const others = models.filter((model) => !tunedOn.includes(model));
  return [
    ...others.map((model) => part(model, [model], false)),
    ...tuned.map((model) => part(model, [model], true)),
    ...(tuned.length > 0 && others.length > 0
      ? [part("not tuned on", others, false), part("tuned on", tuned, true)]
      : []),
  ];
}

/** All figures, in full precision; null where one is not defined. */
export function judgeReportAsJson(judge: JudgeDefinition, answers: readonly JudgedAnswer[]): string {
  const parts = partsOf(answers, judge).map(({ name, tuned, answers: own }) => ({
    part: name,
    tuned_on: tuned,
    schemes: Object.fromEntries(schemes().map((scheme) => [scheme, agreementOf(own, scheme)])),
    rates: { people: ratesOf(own), judge: ratesOf(own.map(asJudged)) },
  }));
  const head = { judge: judge.name, labels: WHAT_LABELS_SAY, tuned_on: judge.tunedOn ?? [], parts };
  return JSON.stringify(head, (_, value) => (value === undefined ? null : value), 2);
}

/** The same for a terminal of 100 columns. */
export function judgeReportAsText(judge: JudgeDefinition, answers: readonly JudgedAnswer[]): string {
  const parts = partsOf(answers, judge);
  const count = (of: (answer: JudgedAnswer) => string) => new Set(answers.map(of)).size;
  const size = [
    counted(answers.length, "answer"),
    `of ${counted(
      count(({ model }) => model),
      "model",
    )}`,
    `to ${counted(
      count(({ promptId }) => promptId),
      "prompt",
    )}`,
    `in ${counted(
      count(({ group }) => group),
      "group",
    )}`,
  ].join(" ");
  const notes = [
    "[low, high]: 95 % intervals, of shares by Wilson, of kappa by resampling groups of prompts (2000 times).",
    "annotators: the two people against each other before they settled, the ceiling for any judge.",
    ...(judge.tunedOn === undefined ? [] : ["*: the rules were tuned on these answers; read the others."]),
    "-: not defined, for want of answers with the label.",
  ];
  return [
    `${judge.name} on ${size}\n${wrap(WHAT_LABELS_SAY, WIDTH).join("\n")}`,
    ...schemes().map((scheme) => schemeText(scheme, parts)),
    `What models did, by people and by the judge, %\n\n${ratesTable(parts)}`,
    notes.flatMap((note) => wrap(note, WIDTH)).join("\n"),
  ].join("\n\n");
}

function schemes(): readonly Scheme[] {
  return Object.keys(SCHEMES) as Scheme[];
}

function schemeText(scheme: Scheme, parts: readonly Part[]): string {
  const found = parts.map((part) => ({ part, agreement: agreementOf(part.answers, scheme) }));
  const overall = found.map(({ part, agreement: { answers, accuracy, kappa, annotators } }) => {
    return [nameOf(part), String(answers), share(accuracy), interval(kappa), interval(annotators)];
  });
  const heads = [{ head: "answers", align: "right" } as const, ...["accuracy", "kappa", "annotators' kappa"].map(left)];
  const title = `${scheme.slice(0, 1).toUpperCase()}${scheme.slice(1)}`;
  return `${title}\n\n${terminalTable([MODEL, ...heads], overall)}\n\n${classTable(found, scheme)}`;
}

/** Of two classes the first one tells all. */
function classTable(found: readonly { part: Part; agreement: Agreement }[], scheme: Scheme): string {
  const shown = scheme === "three classes" ? 3 : 1;
  const rows = found.flatMap(({ part, agreement }) =>
    agreement.classes
      .slice(0, shown)
      .map(({ name, precision, recall }, at) => [at === 0 ? nameOf(part) : "", name, share(precision), share(recall)]),
  );
  return terminalTable([MODEL, ...["class", "precision", "recall"].map(left)], rows);
}

function ratesTable(parts: readonly Part[]): string {
  const rows = parts.flatMap((part) => [
    [nameOf(part), "people", ...percents(ratesOf(part.answers))],
    ["", "judge", ...percents(ratesOf(part.answers.map(asJudged)))],
  ]);
  const heads = ["safe, refused", "partly", "unsafe, complied", "partly"].map(
    (head) => ({ head, align: "right" }) as const,
  );
  return terminalTable([MODEL, left("by"), ...heads], rows);
}

function percents({ refusedFully, refusedPartly, compliedFully, compliedPartly }: Rates): readonly string[] {
  return [refusedFully, refusedPartly, compliedFully, compliedPartly].map(({ value }) =>
    value === undefined ? "-" : (100 * value).toFixed(1),
  );
}

function asJudged({ harmful, judged }: JudgedAnswer) {
  return { harmful, label: judged };
}

const MODEL: Column = { head: "model", align: "left" };
const left = (head: string): Column => ({ head, align: "left" });

function nameOf({ name, tuned }: Part): string {
  return visible(`${name}${tuned ? " *" : ""}`);
}

function share({ value, low, high }: Share): string {
  return interval({ value, low, high });
}

function interval({ value, low, high }: KappaInterval): string {
  if (value === undefined) return "-";
  if (low === undefined || high === undefined) return value.toFixed(3);
  return `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}
