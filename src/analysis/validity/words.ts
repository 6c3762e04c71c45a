/** `1 run`, `1,234 runs`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}

/** A share in [0, 1] with two digits: `0.1 %`, `14 %`, `100 %`. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

/** A figure with at most four digits after its leading zeros. */
export function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
