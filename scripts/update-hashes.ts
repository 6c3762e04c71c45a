/**
 * Writes `test/golden/hashes.json` anew and says what changed. To be run by hand, `npx tsx scripts/update-hashes.ts`,
 * when runs are meant to change; `test/golden/runs.test.ts` has to pass first, for these hashes stand in for the golden
 * runs where those are absent.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { makeHashes, type ScenarioHashes, shippedScenarios } from "../test/golden/hashes-made.js";
import type { GoldenRuns } from "../test/golden/runs-replay.js";

const FILE = new URL("../test/golden/hashes.json", import.meta.url);
const before: Readonly<Record<string, ScenarioHashes>> = existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : {};

/** Of the golden runs where they are at hand, else those written before. */
function edgesOf(name: string): ScenarioHashes["edges"] {
  const file = new URL(`../../shared/golden/runs/${name}.json`, import.meta.url);
  if (!existsSync(file)) return before[name]?.edges;
  const { runs }: GoldenRuns = JSON.parse(readFileSync(file, "utf8"));
  const edges = runs.flatMap(({ seed, network_edges }) => (network_edges === undefined ? [] : [[seed, network_edges]]));
  return edges.length === 0 ? undefined : Object.fromEntries(edges);
}

/** Every hash and edge list by its path. */
function flat(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, part]) => flat(part, path === "" ? key : `${path}.${key}`));
}

const after: Record<string, ScenarioHashes> = {};
for (const name of shippedScenarios()) after[name] = await makeHashes(name, edgesOf(name));

const [old, now] = [new Map(flat(before)), new Map(flat(after))];
const changed = [...new Set([...old.keys(), ...now.keys()])].filter((path) => old.get(path) !== now.get(path));
// Edge lists on one line: they are read by nobody.
const text = JSON.stringify(after, (key, value) => (key === "edges" ? JSON.stringify(value) : value), 2);
writeFileSync(
  FILE,
  `${text.replace(/"edges": "(.*)"/g, (_, list: string) => `"edges": ${list.replaceAll('\\"', '"')}`)}\n`,
);
process.stdout.write(changed.length === 0 ? "nothing changed\n" : `${changed.join("\n")}\n`);
