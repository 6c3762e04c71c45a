import type { EpochFigures } from "../../contract/dynamic.js";

const FIELDS: Readonly<Record<string, (figures: EpochFigures) => number>> = {
  toxicity_rate: ({ toxicityRate }) => toxicityRate,
  quality_gap: ({ qualityGap }) => qualityGap,
  epoch: ({ epoch }) => epoch,
};

const OPERATORS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  ">=": (a, b) => a >= b,
  "<=": (a, b) => a <= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  ">": (a, b) => a > b,
  "<": (a, b) => a < b,
};

/** How a condition is written, for messages. */
export const CONDITION_FORM = `"FIELD OPERATOR NUMBER" with a field out of ${Object.keys(FIELDS).join(", ")} and an operator out of ${Object.keys(OPERATORS).join(" ")}`;

/** Reads `toxicity_rate > 0.4`; undefined for what is no condition. */
export function parseCondition(text: string): ((figures: EpochFigures) => boolean) | undefined {
  const [, field, operator, number] = /^\s*(\w+)\s*(>=|<=|==|!=|>|<)\s*(\S+)\s*$/.exec(text) ?? [];
  const bound = Number(number);
  if (field === undefined || !Object.hasOwn(FIELDS, field) || !Number.isFinite(bound)) return undefined;
  const read = FIELDS[field];
  const compare = OPERATORS[operator];
  return (figures) => compare(read(figures), bound);
}
