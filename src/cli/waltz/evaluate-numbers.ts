/** A share in percent, without the sign: `12.3`; a dash where it is not defined. */
export function percent(value: number | undefined): string {
  return value === undefined ? "-" : (100 * value).toFixed(1);
}

/** `[8.1, 17.0]`, in percent; an open end as dots. */
export function span({ low, high }: { readonly low: number | undefined; readonly high: number | undefined }): string {
  const end = (value: number | undefined) => (value === undefined ? ".." : percent(value));
  return `[${end(low)}, ${end(high)}]`;
}
