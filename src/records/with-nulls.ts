/** Plain JSON of a value: null stands for what is undefined, so that every record has all its keys. */
export function withNulls(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, part) => part ?? null));
}
