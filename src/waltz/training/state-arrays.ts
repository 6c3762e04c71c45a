/** A state in two parts: plain JSON in which each array of numbers is named, and the arrays by name. */
export interface SplitState {
  readonly facts: unknown;
  readonly arrays: Readonly<Record<string, Float64Array>>;
}

const NAMED = "$array";

/** Takes the arrays of numbers out of a state. Undefined properties are left out. */
export function splitState(state: unknown): SplitState {
  const arrays: Record<string, Float64Array> = {};
  const walk = (value: unknown, path: string): unknown => {
    if (value instanceof Float64Array) {
      arrays[path] = value;
      return { [NAMED]: path };
    }
    if (Array.isArray(value)) return value.map((item, at) => walk(item, `${path}/${at}`));
    if (typeof value !== "object" || value === null) return value;
    const kept = Object.entries(value).filter(([, part]) => part !== undefined);
    return Object.fromEntries(kept.map(([key, part]) => [key, walk(part, `${path}/${key}`)]));
  };
  return { facts: walk(state, ""), arrays };
}

/** The inverse of `splitState`. @throws Error where an array is missing */
export function joinState({ facts, arrays }: SplitState): unknown {
  if (Array.isArray(facts)) return facts.map((item) => joinState({ facts: item, arrays }));
  if (typeof facts !== "object" || facts === null) return facts;
  const name = (facts as Readonly<Record<string, unknown>>)[NAMED];
  if (typeof name === "string") {
    const array = arrays[name];
    if (array === undefined) throw new Error(`the state has no array ${name}`);
    return array.slice();
  }
  return Object.fromEntries(Object.entries(facts).map(([key, part]) => [key, joinState({ facts: part, arrays })]));
}
