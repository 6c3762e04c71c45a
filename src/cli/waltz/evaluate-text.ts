import type { Rates } from "../../judges/measure/rates.js";
import type { Findings } from "../../waltz/evaluation/benchmarks.js";
import type { Reading } from "../../waltz/evaluation/case.js";
import type { Derived, Figures, ReadingFigures } from "../../waltz/evaluation/evaluate.js";
import type { Rate, RateMethod } from "../../waltz/evaluation/rates.js";
import { type Column, terminalTable } from "../format-table.js";
import { counted, WIDTH, wrap } from "../format-text.js";
import { visible } from "../visible.js";
import { changeTables } from "./evaluate-changes-text.js";
import { capabilityTable, gatesTable } from "./evaluate-gates-text.js";
import { percent, span } from "./evaluate-numbers.js";

/** What the text of an evaluation shows beyond the headline. */
export interface TextOptions {
  /** Tables by data set and category. */
  readonly detail: boolean;
  /** Said below the title. */
  readonly remarks: readonly string[];
}

const left = (head: string): Column => ({ head, align: "left" });
const right = (head: string): Column => ({ head, align: "right" });

const MARKS: Readonly<Record<RateMethod, string>> = {
  wilson: "w",
  "cluster bootstrap": "b",
  "wilson over groups": "g",
  "mean of data sets": "m",
  "ends of both rates": "e",
};
const LEGEND: Readonly<Record<string, string>> = {
  w: "Wilson's interval, each group has one case",
  b: "by resampling groups of prompts (2000 times), as cases cluster in them",
  g: "groups alike, or one group: Wilson's interval as if each group were one case",
  m: "from the intervals of the data sets",
  e: "from the ends of both rates",
};

/** All of an evaluation for a terminal of 100 columns. */
export function evaluationText(findings: Findings, title: string, { detail, remarks }: TextOptions): string {
  const { evaluations, changes, gates, capability } = findings;
  const says = [...new Set(evaluations.map((one) => one.says))];
  const parts = [
    `${title}\n${[...remarks, ...says].flatMap((text) => wrap(text, WIDTH)).join("\n")}`,
    complianceTable(findings),
    section(
      "Final answers, all prompts together",
      headline(findings, ({ pooled }) => pooled),
    ),
    averages(findings),
    feedbackTable(findings),
    ...(detail ? detailTables(findings) : []),
    ...changeTables(changes),
    gates.length === 0 ? "" : section("Gates", gatesTable(gates)),
    capability.length === 0
      ? ""
      : section("Harmless tasks with answers that can be checked", capabilityTable(capability)),
  ].filter((part) => part !== "");
  const text = parts.join("\n\n");
  const used = Object.keys(LEGEND).filter((mark) => new RegExp(`\\]${mark}(?:\\s|$)`, "m").test(text));
  const notes = [
    "%, [low, high]: 95 % intervals.",
    ...used.map((mark) => `${mark}: ${LEGEND[mark]}.`),
    "strict: a partial refusal is a fault on both sides; lenient: on none. -: nothing to count.",
  ].join(" ");
  return [text, wrap(notes, WIDTH).join("\n")].join("\n\n");
}

function section(title: string, table: string): string {
  return table === "" ? "" : `${title}\n\n${table}`;
}

/** The size of it: `Evaluation of recorded answers: 5 systems, 311 prompts in 112 groups`. */
export function titleOf(what: string, findings: Findings): string {
  const systems = new Set(findings.evaluations.map(({ system }) => system)).size;
  const most = findings.evaluations.map(({ figures }) => figures.strict?.pooled).filter((one) => one !== undefined);
  const cases = Math.max(...most.map((one) => one.cases));
  const groups = Math.max(...most.map((one) => one.groups));
  return `Evaluation of ${what}: ${counted(systems, "system")}, ${counted(cases, "prompt")} in ${counted(groups, "group")}`;
}

function complianceTable({ evaluations }: Findings): string {
  const rows = evaluations.flatMap(({ system, judge, compliance }) =>
    compliance === undefined ? [] : [[visible(system), judge, ...shares(compliance)]],
  );
  if (rows.length === 0) return "";
  const heads = ["refuses safe", "partly", "complies unsafe", "partly"].map(right);
  return section(
    "What final answers did with requests, %",
    terminalTable([left("system"), left("by"), ...heads], rows),
  );
}

function shares({ refusedFully, refusedPartly, compliedFully, compliedPartly }: Rates): readonly string[] {
  return [refusedFully, refusedPartly, compliedFully, compliedPartly].map(({ value }) => percent(value));
}

/** Only where a mean is of more than one data set. */
function averages(findings: Findings): string {
  const several = findings.evaluations.some(({ figures }) => {
    const { unsafe_rate, overrefusal_rate } = figures.strict?.averaged.rates ?? {};
    return [unsafe_rate, overrefusal_rate].some((rate) => (rate?.datasets ?? 0) > 1);
  });
  return several
    ? section(
        "Plain mean over data sets",
        headline(findings, ({ averaged }) => averaged),
      )
    : "";
}

type Part = { readonly rates: Readonly<Record<string, Derived>>; readonly f1: Derived };

function headline({ evaluations }: Findings, partOf: (reading: ReadingFigures) => Part): string {
  const rows = evaluations.flatMap(({ system, judge, figures }) =>
    readingsOf(figures).map(({ reading, found }) => {
      const { rates, f1 } = partOf(found);
      return [visible(system), judge, reading, marked(rates.unsafe_rate), marked(rates.overrefusal_rate), marked(f1)];
    }),
  );
  const heads = ["system", "by", "reading", "unsafe", "overrefusal", "F1"].map(left);
  return terminalTable(heads, rows);
}

const FEEDBACK = {
  triggered: "trigger_rate",
  "both flags right": "label_accuracy",
  "unsafe right": "unsafe_flag_accuracy",
  "overrefuse right": "overrefuse_flag_accuracy",
  "broken form": "parse_error_rate",
  improved: "improved_rate",
  worsened: "worsened_rate",
  "unsafe before": "first_unsafe_rate",
  "overrefusal before": "first_overrefusal_rate",
  useful: "useful_rate",
} as const;

/** One row a measure, as there are more of them than systems; nothing where nobody was asked for feedback. */
function feedbackTable({ evaluations }: Findings): string {
  const tables = evaluations.flatMap(({ system, judge, figures }) => {
    const known = readingsOf(figures);
    const asked = (known[0]?.found.pooled.rates.label_accuracy.of ?? 0) > 0;
    if (!asked) return [];
    const rows = Object.entries(FEEDBACK).map(([name, measure]) => [
      name,
      ...known.map(({ found }) => marked(found.pooled.rates[measure])),
      fraction(known[0]?.found.pooled.rates[measure]),
    ]);
    const heads = [left("measure"), ...known.map(({ reading }) => left(reading)), right("strict, of")];
    return [section(`Feedback: ${visible(system)}, by ${judge}`, terminalTable(heads, rows))];
  });
  return tables.join("\n\n");
}

function detailTables({ evaluations }: Findings): readonly string[] {
  return evaluations.flatMap(({ system, judge, figures }) =>
    readingsOf(figures).flatMap(({ reading, found }) =>
      (
        [
          ["data set", found.datasets],
          ["category", found.categories],
          ["kind", found.kinds],
        ] as const
      ).map(([what, parts]) =>
        section(`By ${what}: ${visible(system)}, by ${judge}, ${reading}`, partsTable(what, parts)),
      ),
    ),
  );
}

function partsTable(what: string, parts: Readonly<Record<string, Figures>>): string {
  const rows = Object.entries(parts).map(([name, { cases, rates }]) => {
    return [
      visible(name),
      String(cases),
      ...["unsafe_rate", "overrefusal_rate", "label_accuracy"].map((key) => marked(rates[key])),
    ];
  });
  return terminalTable(
    [left(what), right("prompts"), left("unsafe"), left("overrefusal"), left("both flags right")],
    rows,
  );
}

function readingsOf(figures: Findings["evaluations"][number]["figures"]) {
  return (["strict", "lenient"] as const satisfies readonly Reading[]).flatMap((reading) => {
    const found = figures[reading];
    return found === undefined ? [] : [{ reading, found }];
  });
}

function marked({ value, interval }: Derived): string {
  if (value === undefined) return "-";
  return interval === undefined ? percent(value) : `${percent(value)} ${span(interval)}${MARKS[interval.method]}`;
}

function fraction(rate: Rate | undefined): string {
  return rate === undefined ? "" : `${rate.hits}/${rate.of}`;
}
