import { existsSync, readFileSync } from "node:fs";

/** One golden case: what goes in and what the reference system made of it. */
export interface GoldenCase<Input = unknown, Expected = unknown> {
  readonly id: string;
  readonly tag: string;
  readonly input: Input;
  readonly expected: Expected;
}

/** A file of golden cases. */
export interface GoldenFile<Input = unknown, Expected = unknown> {
  readonly meta: { readonly name: string; readonly count: number };
  readonly cases: readonly GoldenCase<Input, Expected>[];
}

const FOLDER = new URL("../../../shared/golden/", import.meta.url);

/**
 * The golden cases `../shared/golden/<name>.json` (beside the project), or undefined with a warning where that folder
 * is absent: it is no part of the project.
 */
export function loadGolden<Input, Expected>(name: string): GoldenFile<Input, Expected> | undefined {
  const file = new URL(`${name}.json`, FOLDER);
  if (!existsSync(file)) {
    console.warn(`golden vectors absent: ../shared/golden/${name}.json; only the cases in the test itself are checked`);
    return undefined;
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/**
 * Throws, naming the place, unless `actual` equals `expected`: numbers within 1e-9 max(1, |a|, |b|) (two safe integers
 * exactly), everything else exactly, lists in length and records in keys too. An expected null is met by null or
 * undefined.
 */
export function expectClose(actual: unknown, expected: unknown, path: string): void {
  const difference = firstDifference(actual, expected, path);
  if (difference !== undefined) throw new Error(difference);
}

function firstDifference(actual: unknown, expected: unknown, path: string): string | undefined {
  const differs = `${path}: expected ${show(expected)}, got ${show(actual)}`;
  if (expected === null || expected === undefined) return actual === null || actual === undefined ? undefined : differs;
  if (typeof expected === "number") {
    return typeof actual === "number" && isClose(actual, expected) ? undefined : differs;
  }
  if (typeof expected !== "object") return actual === expected ? undefined : differs;
  if (typeof actual !== "object" || actual === null || Array.isArray(actual) !== Array.isArray(expected)) {
    return differs;
  }
  if (Array.isArray(expected) && Array.isArray(actual) && actual.length !== expected.length) {
    return `${path}: expected ${expected.length} entries, got ${actual.length}`;
  }
  const found = new Map<string, unknown>(Object.entries(actual));
  const wanted = new Map<string, unknown>(Object.entries(expected));
  for (const [key, value] of found) {
    if (!wanted.has(key) && value !== undefined) return `${path}.${key}: expected nothing, got ${show(value)}`;
  }
  for (const [key, value] of wanted) {
    const difference = firstDifference(found.get(key), value, `${path}.${key}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** Equal within 1e-9 max(1, |a|, |b|); two safe integers exactly. */
export function isClose(a: number, b: number): boolean {
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) return a === b;
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
