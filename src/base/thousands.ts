/**
 * A number with commas between thousands, as `toLocaleString("en-US")` has it: 1,234,567. Whole numbers are written here:
 * the first call of that in a process takes 12 ms, a good part of a small run.
 */
export function thousands(value: number): string {
  if (!Number.isSafeInteger(value)) return value.toLocaleString("en-US");
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
