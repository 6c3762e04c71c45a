import { dirname, isAbsolute, join } from "node:path";
import { type Fault, type Place, ScenarioError } from "../base/errors.js";
import type { RunDigest } from "../scenario/digest.js";
import { SourceDocument } from "../scenario/document.js";
import { type Override, parsePath } from "../scenario/overrides.js";
import { readSource } from "../scenario/source-text.js";
import type { Scenario } from "../scenario/spec.js";
import { type Design, designOf, type Factor } from "./design.js";
import { type Scale, type Setting, spaced } from "./design-scale.js";
import { parseStudy, type StudyDocument } from "./study-document.js";
import { factorName, studyFaults } from "./study-faults.js";
import { DEFAULT_METRICS } from "./study-metrics.js";
import { type Estimand, type FactorEntry, MAX_RUNS, type StudyFile } from "./study-schema.js";
import { type Seeds, seedsOf } from "./study-seeds.js";

/** A factor of a study file. */
export interface StudyFactor extends Factor {
  /** Where the factor stands, and each listed value of it. */
  readonly place: Place | undefined;
  readonly valuePlaces: readonly (Place | undefined)[];
}

/** A study whose points are known. */
export interface Study {
  /** As the user named it. */
  readonly file: string;
  readonly name: string;
  /** The file as it was read. */
  readonly given: StudyFile;
  readonly base: SourceDocument;
  /** Values for every point. */
  readonly overrides: readonly Override[];
  readonly compat: "swarm-1.9" | undefined;
  readonly factors: readonly StudyFactor[];
  readonly design: Design;
  readonly seeds: Seeds;
  /** Points times seeds. */
  readonly runs: number;
  readonly metrics: readonly string[];
  readonly estimand: Estimand;
  /** Of a study whose points are whole scenarios, and not values put into one. */
  readonly variants?: StudyVariants;
  locate: StudyDocument["locate"];
}

/** How a study makes scenarios and figures that are its own. */
interface StudyVariants {
  /** The scenario of a point, whose seed is of no matter. */
  scenarioOf(settings: readonly Setting[]): Scenario;
  /** The figures of a run, in the order of the study's metrics. */
  figuresOf(digest: RunDigest): readonly (number | undefined)[];
  /** Whether figures need the metrics table of the run. */
  readonly keepRows: boolean;
}

/**
 * Reads a study file and the scenario it varies. Whether its points can be run is for `checkStudy` to say.
 * @throws ScenarioError with all faults of the study at once, or else all syntax errors of the scenario
 */
export function loadStudy(file: string): Study {
  const document = parseStudy(readSource(file, "study"), file);
  const faults = studyFaults(document);
  if (faults.length > 0) throw new ScenarioError(faults);
  const { data, locate } = document;
  const { kind, points = 0, seed = 1 } = data.design;
  const factors = data.vary.map((entry, i) => factorOf(entry, i, document));
  const design = designOf(kind, factors, points, seed);
  const seeds = seedsOf(data.seeds);
  const runs = design.size * seeds.count;
  if (!(runs <= MAX_RUNS)) {
    const message = `${design.size} points x ${seeds.count} seeds are too many runs: at most ${MAX_RUNS}`;
    throw new ScenarioError([{ message, place: locate(["design"], "key") }]);
  }
  return {
    file,
    name: data.study,
    given: data,
    base: readBase(document, file),
    overrides: Object.entries(data.set ?? {}).map(([path, value]) => ({
      path: parsePath(path),
      value,
      place: locate(["set", path], "key") ?? { file },
    })),
    compat: data.compat,
    factors,
    design,
    seeds,
    runs,
    metrics: data.metrics ?? DEFAULT_METRICS,
    estimand: data.estimand ?? "pooled",
    locate,
  };
}

/** What a point puts in place of the scenario's values. */
export function overridesOf({ overrides, factors }: Study, settings: readonly Setting[]): readonly Override[] {
  const own = settings.flatMap(({ values, level }, i) => {
    const { paths, place, valuePlaces } = factors[i];
    const where = { place: valuePlaces[level] ?? place ?? {}, keyPlace: place ?? {} };
    return paths.map((path, j) => ({ path, value: values[j], ...where }));
  });
  return [...overrides, ...own];
}

function readBase({ data, locate }: StudyDocument, file: string): SourceDocument {
  const path = isAbsolute(data.base) ? data.base : join(dirname(file), data.base);
  let text: string;
  try {
    text = readSource(path);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const faults = error.faults.map(
      ({ message }): Fault => ({ message: `base ${path}: ${message}`, place: locate(["base"]) }),
    );
    throw new ScenarioError(faults);
  }
  return SourceDocument.parse(path, text, data.compat === "swarm-1.9" ? "1.1" : "1.2");
}

function factorOf(entry: FactorEntry, i: number, { data, locate }: StudyDocument): StudyFactor {
  const paths = [entry.path].flat().map(parsePath);
  const { values } = entry;
  return {
    name: factorName(entry),
    paths,
    scale: scaleOf(entry, paths.length, data.design.kind === "grid"),
    place: locate(["vary", i, "path"]),
    valuePlaces: (values ?? []).map((_, j) => locate(["vary", i, "values", j])),
  };
}

/** A grid takes single values, so that its ranges become lists. */
function scaleOf(
  { values, from, to, int = false, log = false, levels }: FactorEntry,
  paths: number,
  grid: boolean,
): Scale {
  if (values !== undefined) {
    return { kind: "list", values: values.map((value) => (paths > 1 ? (value as unknown[]) : [value])) };
  }
  if (from === undefined || to === undefined) throw new Error("a factor without values has a range");
  const range = { kind: "range", from, to, int, log, paths } as const;
  if (!grid) return range;
  const taken = spaced(range, levels ?? to - from + 1);
  return { kind: "list", values: [...new Set(taken)].map((value) => repeated(value, paths)) };
}

function repeated(value: number, paths: number): readonly number[] {
  return Array.from({ length: paths }, () => value);
}
