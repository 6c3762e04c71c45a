import type { Factor } from "../../src/batch/design.js";
import type { RangeScale } from "../../src/batch/design-scale.js";

/** A factor of one path, drawn from a range. */
export function ranged(name: string, from: number, to: number, more: Partial<RangeScale> = {}): Factor {
  return { name, paths: [[name]], scale: { kind: "range", from, to, int: false, log: false, paths: 1, ...more } };
}

/** A factor of one path with listed values. */
export function listed(name: string, ...values: readonly unknown[]): Factor {
  return { name, paths: [[name]], scale: { kind: "list", values: values.map((value) => [value]) } };
}
