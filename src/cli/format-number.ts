/** Shown where a figure is not defined. */
export const NOT_DEFINED = "-";

/**
 * Figures of one unit for the eye, with as many decimals as give the largest of them four digits (at most 6). Very large
 * and very small ones, and those that would be rounded to 0, take an exponent. `undefined` becomes "-".
 */
export function formatNumbers(values: readonly (number | undefined)[]): readonly string[] {
  const largest = values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
  const magnitude = largest === 0 ? 0 : Math.floor(Math.log10(largest));
  const decimals = Math.min(6, Math.max(0, 3 - magnitude));
  return values.map((value) => (value === undefined ? NOT_DEFINED : formatNumber(value, decimals)));
}

function formatNumber(value: number, decimals: number): string {
  if (value === 0) return (0).toFixed(decimals);
  const size = Math.abs(value);
  const text = value.toFixed(decimals);
  return size >= 1e9 || size < 1e-4 || Number(text) === 0 ? value.toExponential(2) : text;
}

/** Puts blanks around the cells of a column so that their decimal points stand below each other. */
export function alignPoints(cells: readonly string[]): readonly string[] {
  const parts = cells.map((cell) => {
    const point = cell.search(/[.e]/);
    return point === -1 ? [cell, ""] : [cell.slice(0, point), cell.slice(point)];
  });
  const before = Math.max(0, ...parts.map(([whole = ""]) => whole.length));
  const after = Math.max(0, ...parts.map(([, rest = ""]) => rest.length));
  return parts.map(([whole = "", rest = ""]) => whole.padStart(before) + rest.padEnd(after));
}
