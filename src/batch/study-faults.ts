import type { Fault } from "../base/errors.js";
import { type Path, pathText } from "../scenario/document.js";
import { parsePath } from "../scenario/overrides.js";
import { PathFaults, type Refuse } from "../scenario/path-faults.js";
import type { StudyDocument } from "./study-document.js";
import { unknownMetric } from "./study-metrics.js";
import type { FactorEntry, StudyFile } from "./study-schema.js";

/** Parts of a scenario that no figure of a run depends on, and the seed, which a study gives elsewhere. */
const NOT_VARIED: Readonly<Record<string, string>> = {
  scenario_id: "it is a name",
  description: "it is for people",
  motif: "it is for people",
  outputs: "a sweep writes one table for all runs",
  success_criteria: "it judges runs and does not change them",
};

/** What is wrong with a study of the right form, as far as it shows without its scenario. */
export function studyFaults({ data, locate }: StudyDocument): readonly Fault[] {
  const { faults, refuse } = new PathFaults(locate);
  designFaults(data, refuse);
  data.vary.forEach((factor, i) => {
    factorFaults(factor, data.design.kind, ["vary", i], refuse);
  });
  pathFaults(data, refuse);
  seedFaults(data.seeds, refuse);
  data.metrics?.forEach((metric, i) => {
    const unknown = unknownMetric(metric);
    if (unknown !== undefined) refuse(["metrics", i], `is no figure of a run: ${unknown}`);
  });
  for (const [i, first] of repeats(data.metrics ?? [])) refuse(["metrics", i], `is the same as metrics[${first}]`);
  return faults;
}

function designFaults({ design }: StudyFile, refuse: Refuse): void {
  const { kind, points, seed } = design;
  if (kind === "grid") {
    if (points !== undefined) refuse(["design", "points"], "has no effect: a grid takes every combination", "key");
    if (seed !== undefined) refuse(["design", "seed"], "has no effect: a grid draws nothing", "key");
  } else if (points === undefined) {
    refuse(["design"], `needs points: how many a ${kind} design draws`, "key");
  }
}

function factorFaults(factor: FactorEntry, kind: string, at: Path, refuse: Refuse): void {
  const { values, from, to, int, log, levels } = factor;
  const range = { from, to, int, log, levels };
  if (values !== undefined) {
    for (const [key, given] of Object.entries(range)) {
      if (given !== undefined) refuse([...at, key], "goes with a range, and values are listed", "key");
    }
    valueFaults(factor, values, at, refuse);
    return;
  }
  if (from === undefined || to === undefined) {
    refuse(at, "needs values, or from and to", "key");
    return;
  }
  if (from >= to) refuse([...at, "to"], `must be greater than from, ${from}, got ${to}`);
  if (log === true && from <= 0) refuse([...at, "from"], `must be greater than 0 on a logarithmic scale, got ${from}`);
  for (const [key, end] of Object.entries({ from, to })) {
    if (int === true && !Number.isSafeInteger(end)) refuse([...at, key], `must be a whole number, got ${end}`);
  }
  if (kind !== "grid") {
    if (levels !== undefined) refuse([...at, "levels"], `has no effect: a ${kind} design draws from the range`, "key");
  } else if (levels === undefined && int !== true) {
    refuse(at, "needs levels: how many values of the range the grid takes", "key");
  } else if (int === true && (levels ?? 0) > to - from + 1) {
    refuse([...at, "levels"], `must be at most ${to - from + 1}, the whole numbers of the range, got ${levels}`);
  }
}

function valueFaults({ path }: FactorEntry, values: readonly unknown[], at: Path, refuse: Refuse): void {
  const together = Array.isArray(path) ? path.length : 1;
  if (values.length === 1) refuse([...at, "values"], "has one value: nothing varies; give it under set", "key");
  values.forEach((value, i) => {
    const here = [...at, "values", i];
    const parts = Array.isArray(value) ? value.length : undefined;
    if (together > 1 && parts !== together) {
      const found = parts === undefined ? "one value" : `${parts}`;
      refuse(here, `must be a list of ${together}, a value for each path, got ${found}`);
    }
  });
  for (const [i, first] of repeats(values)) refuse([...at, "values", i], `is the same as values[${first}]`);
}

/** Two settings of one thing, paths that lead nowhere, and paths that no figure depends on. */
function pathFaults({ vary, set = {} }: StudyFile, refuse: Refuse): void {
  const used: { at: Path; path: Path }[] = [];
  const check = (text: string, at: Path, end: "key" | "value") => {
    const path = parsePath(text);
    const why = NOT_VARIED[String(path[0])];
    if (path.length === 0) refuse(at, "is no path", end);
    else if (why !== undefined) refuse(at, `changes nothing that is measured: ${why}`, end);
    else if (path.join() === "simulation,seed") refuse(at, "has no effect: runs take their seeds from seeds", end);
    const twice = used.find((other) => overlap(other.path, path));
    if (twice !== undefined) refuse(at, `sets the same as ${pathText(twice.at)}: ${pathText(path)}`, end);
    used.push({ at, path });
  };
  for (const text of Object.keys(set)) check(text, ["set", text], "key");
  vary.forEach(({ path }, i) => {
    if (typeof path === "string") check(path, ["vary", i, "path"], "value");
    else for (const [j, text] of path.entries()) check(text, ["vary", i, "path", j], "value");
  });
  for (const [i, first] of repeats(vary.map(factorName))) {
    if (vary[i].name !== undefined) refuse(["vary", i, "name"], `is also that of vary[${first}]`);
  }
}

/** What a factor goes by: its name, or its paths. */
export function factorName({ name, path }: FactorEntry): string {
  return name ?? [path].flat().join(" + ");
}

/** Every position whose value stands at an earlier one too, with the first of these. */
function repeats(values: readonly unknown[]): readonly (readonly [number, number])[] {
  const first = new Map<string, number>();
  return values.flatMap((value, i) => {
    const key = JSON.stringify(value);
    const earlier = first.get(key);
    if (earlier !== undefined) return [[i, earlier] as const];
    first.set(key, i);
    return [];
  });
}

function overlap(a: Path, b: Path): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length > 0 && short.every((part, i) => String(part) === String(long[i]));
}

function seedFaults(seeds: StudyFile["seeds"], refuse: Refuse): void {
  if ("count" in seeds) {
    const { start = 1, count, step = 1 } = seeds;
    if (!Number.isSafeInteger(start + (count - 1) * step)) refuse(["seeds"], "go beyond the safe whole numbers", "key");
    return;
  }
  for (const [i, first] of repeats(seeds)) refuse(["seeds", i], `is the same as seeds[${first}]`);
}
