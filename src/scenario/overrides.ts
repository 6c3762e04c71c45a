import { parseDocument } from "yaml";
import { type Fault, InputError, type Place } from "../base/errors.js";
import { type Path, pathText } from "./document.js";

/** A value given on the command line, or by a study, in place of the file's. */
export interface Override {
  readonly path: Path;
  readonly value: unknown;
  /** Where the value was given, for messages. */
  readonly place: Place;
  /** Where the path was given, if somewhere else. */
  readonly keyPlace?: Place;
}

/**
 * Reads `governance.audit_probability=0.2` or `agents.0.count=5`; the value is YAML.
 * @throws InputError if there is no path or the value is no YAML
 */
export function parseOverride(text: string): Override {
  const given = `--set ${text}`;
  const equals = text.indexOf("=");
  if (equals <= 0) throw new InputError([{ message: "an override is written key=value", place: { file: given } }]);
  const path = parsePath(text.slice(0, equals));
  if (path.length === 0) throw new InputError([{ message: "an override needs a key", place: { file: given } }]);
  const document = parseDocument(text.slice(equals + 1));
  const [error] = document.errors;
  if (error !== undefined) {
    throw new InputError([{ message: `the value is no YAML: ${error.message}`, place: { file: given } }]);
  }
  return { path, value: document.toJS(), place: { file: given } };
}

/** Reads `agents.0.count` or `agents[0].count`; whole numbers become indices. Empty for text without a key. */
export function parsePath(text: string): Path {
  const parts = text
    .trim()
    .split(/[.[\]]+/)
    .filter((part) => part !== "");
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The data with overrides in place; the input stays as it is. @throws InputError with every path that leads nowhere */
export function applyOverrides(
  data: Readonly<Record<string, unknown>>,
  overrides: readonly Override[],
): Record<string, unknown> {
  const copy = structuredClone(data) as Record<string, unknown>;
  const faults: Fault[] = [];
  for (const { path, value, place, keyPlace = place } of overrides) {
    const fault = put(copy, path, value);
    if (fault !== undefined) faults.push({ message: fault, place: keyPlace });
  }
  if (faults.length > 0) throw new InputError(faults);
  return copy;
}

function put(root: Record<string, unknown>, path: Path, value: unknown): string | undefined {
  let node: unknown = root;
  for (const [depth, part] of path.entries()) {
    const last = depth === path.length - 1;
    const here = depth === 0 ? "the scenario" : pathText(path.slice(0, depth));
    if (Array.isArray(node)) {
      if (typeof part !== "number" || part >= node.length) {
        return `${here} is a list of ${node.length}: there is no entry "${part}" (the first is 0)`;
      }
      if (last) node[part] = value;
      else node = node[part];
    } else if (typeof node === "object" && node !== null) {
      const map = node as Record<string, unknown>;
      const key = String(part);
      const missing = !Object.hasOwn(map, key) || map[key] === null;
      if (last || missing) {
        // Not an assignment: a key named __proto__ must become a key, to be refused as one.
        const put = last ? value : {};
        Object.defineProperty(map, key, { value: put, enumerable: true, writable: true, configurable: true });
      }
      node = map[key];
    } else return `${here} is no map: there is no "${part}" in it`;
  }
  return undefined;
}

/**
 * The override that put a value, or the key, at `path`, as a place: one of that path or of a path above it, or else, where
 * `data`, which is without overrides, has nothing there, one of a path below it.
 */
export function overridePlace(
  path: Path,
  at: "key" | "value",
  overrides: readonly Override[],
  data: Readonly<Record<string, unknown>>,
): Place | undefined {
  const found = overrides.findLast((override) => isWithin(path, override.path));
  const made = () => (has(data, path) ? undefined : overrides.find((override) => isWithin(override.path, path)));
  const { place, keyPlace = place, path: own } = found ?? made() ?? {};
  return at === "key" && (own?.length ?? 0) >= path.length ? keyPlace : place;
}

function isWithin(path: Path, outer: Path): boolean {
  return outer.length <= path.length && outer.every((part, i) => String(part) === String(path[i]));
}

function has(data: unknown, path: Path): boolean {
  let node = data;
  for (const part of path) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, part)) return false;
    node = (node as Record<string | number, unknown>)[part];
  }
  return true;
}
