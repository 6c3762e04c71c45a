import { styleText } from "node:util";
import { InputError } from "../base/errors.js";
import type { Registry } from "../base/registry.js";
import type { ConfigKey } from "./config-keys.js";
import { counted, hangingTable, WIDTH, wrap } from "./format-text.js";

/** Something a scenario can be made of, with the keys that set it. */
export interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly keys: readonly ConfigKey[];
  /** Remarks, a line each. */
  readonly notes: readonly string[];
}

/** The entries of a registry that are asked for by name, all of them by default. @throws InputError for unknown names */
export function chosen<T>(registry: Registry<T>, names: readonly string[]): readonly T[] {
  if (names.length === 0) return [...registry];
  const unknown = names.filter((name) => registry.find(name) === undefined);
  if (unknown.length > 0) {
    throw new InputError(
      unknown.map((name) => ({ message: `${registry.unknown(name)}; there are: ${registry.names.join(", ")}` })),
    );
  }
  return names.map((name) => registry.find(name)).filter((entry) => entry !== undefined);
}

/** The entries with their keys, defaults, ranges and units, for a terminal of 100 columns. */
export function catalogue(entries: readonly Entry[]): string {
  return entries.map(described).join("\n\n");
}

/** Characters of a range or a default beyond which it is told after the meaning of the key. */
const WIDEST = 20;

function described({ name, summary, keys, notes }: Entry): string {
  const head = wrap(`${name}: ${summary}`, WIDTH).join("\n");
  return [
    head.replace(name, styleText("bold", name)),
    ...notes.flatMap((note) => wrap(note, WIDTH - 2).map((line) => `  ${line}`)),
    ...(keys.length === 0 ? ["  no keys"] : tables(keys)),
  ].join("\n");
}

/** A table of the keys on top, then one for each inner map under its name. */
function tables(keys: readonly ConfigKey[]): readonly string[] {
  const maps = new Map<string, ConfigKey[]>([["", []]]);
  for (const { key, ...rest } of keys) {
    const end = key.lastIndexOf(".");
    const map = end === -1 ? "" : key.slice(0, end);
    maps.set(map, [...(maps.get(map) ?? []), { key: key.slice(end + 1), ...rest }]);
  }
  return [...maps].flatMap(([map, own]) => {
    if (own.length === 0) return [];
    const table = hangingTable(own.flatMap(rowsOf), { indent: map === "" ? 2 : 4 });
    return map === "" ? [table] : [`  ${map}`, table];
  });
}

function rowsOf({ key, default: standard, range, doc, inert }: ConfigKey): string[][] {
  const meaning = range.length > WIDEST ? ["", `${doc}; ${range}`] : [range, doc];
  const value = standard === undefined ? "-" : shown(standard);
  const long = value.length > WIDEST;
  const rows = [[key, long ? "below" : value, ...meaning]];
  if (long) rows.push(["", "", "", `default: ${value}`]);
  if (inert !== undefined) rows.push(["", "", "", `no effect: ${inert}`]);
  return rows;
}

function shown(value: unknown): string {
  if (Array.isArray(value) && value.length > 3) return counted(value.length, "entry", "entries");
  return typeof value === "string" ? value || '""' : JSON.stringify(value);
}
