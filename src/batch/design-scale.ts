/** What a factor is set to in one point. */
export interface Setting {
  /** One value per path of the factor. */
  readonly values: readonly unknown[];
  /** What effects are grouped by: the index of a listed value, or the part of the range it lies in; from 0. */
  readonly level: number;
}

/** The values a factor can take, each as likely as the others. */
export interface ListScale {
  readonly kind: "list";
  /** One entry per value, at least two: one value per path of the factor. */
  readonly values: readonly (readonly unknown[])[];
}

/** Numbers from `from` to `to` (both included), every one of `paths` keys set to the same. */
export interface RangeScale {
  readonly kind: "range";
  readonly from: number;
  readonly to: number;
  /** Whole numbers only, both ends included. */
  readonly int: boolean;
  /** Even on a logarithmic scale; then `from` is above 0. */
  readonly log: boolean;
  readonly paths: number;
}

export type Scale = ListScale | RangeScale;

/** Parts that effects split a range into, and whole numbers up to which each is a part of its own. */
const PARTS = 4;
const FEW = 8;

/** The setting at `u`, 0 (included) to 1 (excluded): uniform on the scale when u is. */
export function settingAt(scale: Scale, u: number): Setting {
  if (scale.kind === "list") {
    const level = Math.floor(u * scale.values.length);
    return { values: scale.values[level], level };
  }
  return settingOf(scale, quantile(scale, u));
}

/** Every listed value, or both ends of a range. */
export function corners(scale: Scale): readonly Setting[] {
  if (scale.kind === "list") return scale.values.map((values, level) => ({ values, level }));
  return [settingOf(scale, scale.from), settingOf(scale, scale.to)];
}

/** Names of the levels, in their order: listed values, whole numbers, or parts of the range. */
export function levelLabels(scale: Scale): readonly string[] {
  if (scale.kind === "list") return scale.values.map((values) => values.map(valueText).join("/"));
  const { from, int } = scale;
  const parts = partsOf(scale);
  return Array.from({ length: parts }, (_, part) => {
    if (int && parts !== PARTS) return String(from + part);
    const [low, high] = [edge(scale, part / parts), edge(scale, (part + 1) / parts)];
    return int ? `${Math.ceil(low)}..${Math.ceil(high) - 1}` : `${short(low)}..${short(high)}`;
  });
}

/** `count` values from one end of a range to the other, evenly spaced on its scale; whole ones are rounded. */
export function spaced({ from, to, int, log }: RangeScale, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => {
    if (i === 0) return from;
    if (i === count - 1) return to;
    const share = i / (count - 1);
    const value = log ? from * (to / from) ** share : from + (to - from) * share;
    return int ? Math.round(value) : value;
  });
}

/** A value in one line, for tables and labels: text as it is, anything else as JSON. */
export function valueText(value: unknown): string {
  if (typeof value === "string" && value !== "" && !/\p{Cc}/u.test(value)) return value;
  return JSON.stringify(value);
}

function settingOf(scale: RangeScale, value: number): Setting {
  return { values: Array.from({ length: scale.paths }, () => value), level: levelOf(scale, value) };
}

function quantile(scale: RangeScale, u: number): number {
  const value = edge(scale, u);
  return Math.min(scale.to, scale.int ? Math.floor(value) : value);
}

/** The point at a share of the range, 0 to 1; that of whole numbers reaches up to `to` + 1. */
function edge({ from, to, int, log }: RangeScale, share: number): number {
  const end = int ? to + 1 : to;
  return log ? from * (end / from) ** share : from + (end - from) * share;
}

function levelOf(scale: RangeScale, value: number): number {
  const { from, to, int, log } = scale;
  const parts = partsOf(scale);
  if (int && parts !== PARTS) return value - from;
  const end = int ? to + 1 : to;
  const share = log ? Math.log(value / from) / Math.log(end / from) : (value - from) / (end - from);
  return Math.min(parts - 1, Math.floor(share * parts));
}

function partsOf({ from, to, int }: RangeScale): number {
  return int && to - from < FEW ? to - from + 1 : PARTS;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
