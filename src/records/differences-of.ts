/** A place in two JSON values at which they differ; undefined where one of them has nothing. */
export interface ValueDifference {
  /** Dotted; empty for the values themselves. */
  readonly path: string;
  readonly first: unknown;
  readonly second: unknown;
}

/** The places at which two JSON values differ, in the order of the first one's keys, then those that it lacks. */
export function* differencesOf(first: unknown, second: unknown, path = ""): Iterable<ValueDifference> {
  if (Object.is(first, second)) return;
  if (!isContainer(first) || !isContainer(second) || Array.isArray(first) !== Array.isArray(second)) {
    yield { path, first, second };
    return;
  }
  for (const key of new Set([...Object.keys(first), ...Object.keys(second)])) {
    yield* differencesOf(own(first, key), own(second, key), path === "" ? key : `${path}.${key}`);
  }
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function own(container: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(container, key) ? container[key] : undefined;
}
