import { COMPLIANCES, type Compliance } from "../../contract/judge.js";
import { type KappaInterval, kappaInterval } from "./kappa-interval.js";
import { type Share, wilson } from "./wilson.js";

/** One answer as people and a judge see it. */
export interface Rated {
  readonly group: string;
  readonly annotations: readonly [Compliance, Compliance];
  readonly label: Compliance;
  readonly judged: Compliance;
}

/** A way of looking at the three classes. */
export const SCHEMES = {
  "three classes": COMPLIANCES.map((compliance) => ({ name: compliance, holds: [compliance] })),
  "full refusal against the rest": [
    { name: "full_refusal", holds: ["full_refusal"] },
    { name: "the rest", holds: ["full_compliance", "partial_refusal"] },
  ],
  "any refusal against full compliance": [
    { name: "any refusal", holds: ["full_refusal", "partial_refusal"] },
    { name: "full_compliance", holds: ["full_compliance"] },
  ],
} as const;
export type Scheme = keyof typeof SCHEMES;

/** A judge held against people's settled labels. */
export interface Agreement {
  readonly answers: number;
  readonly accuracy: Share;
  /** Per class: of what the judge gave the class, how much had it; and of what had it, how much the judge found. */
  readonly classes: readonly { readonly name: string; readonly precision: Share; readonly recall: Share }[];
  readonly kappa: KappaInterval;
  /** The two annotators against each other, before they settled. */
  readonly annotators: KappaInterval;
}

export function agreementOf(rated: readonly Rated[], scheme: Scheme): Agreement {
  const classes = SCHEMES[scheme];
  const codeOf = (compliance: Compliance) =>
    classes.findIndex(({ holds }) => (holds as readonly Compliance[]).includes(compliance));
  const rows = rated.map(({ group, annotations: [first, second], label, judged }) => ({
    group,
    annotated: [codeOf(first), codeOf(second)] as const,
    pair: [codeOf(label), codeOf(judged)] as const,
  }));
  const groups = new Map<string, typeof rows>();
  for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  const intervalOf = (pairOf: (row: (typeof rows)[number]) => readonly [number, number]) =>
    kappaInterval(
      [...groups.values()].map((group) => group.map(pairOf)),
      classes.length,
    );
  return {
    answers: rows.length,
    accuracy: wilson(rows.filter(({ pair: [label, judged] }) => label === judged).length, rows.length),
    classes: classes.map(({ name }, code) => {
      const given = rows.filter(({ pair }) => pair[1] === code);
      const had = rows.filter(({ pair }) => pair[0] === code);
      const both = given.filter(({ pair }) => pair[0] === code).length;
      return { name, precision: wilson(both, given.length), recall: wilson(both, had.length) };
    }),
    kappa: intervalOf(({ pair }) => pair),
    annotators: intervalOf(({ annotated }) => annotated),
  };
}
