import { thousands } from "../../base/thousands.js";

/** `1 run`, `1,234 runs`. */
export function counted(count: number, noun: string): string {
  return `${thousands(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A share in [0, 1] with two digits: `0.1 %`, `14 %`, `100 %`. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

/** A figure with at most four digits after its leading zeros. */
export function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** `a`, `a and b`, `a, b and c`; of more than `most`, the first ones and how many more there are. */
export function listed(parts: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const shown = parts.length > most ? [...parts.slice(0, most), `${parts.length - most} more`] : parts;
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
