import { type Fault, InputError, ScenarioError } from "../base/errors.js";
import { pathText } from "../scenario/document.js";
import type { MaterialFile } from "../scenario/material.js";
import { applyOverrides } from "../scenario/overrides.js";
import type { Scenario } from "../scenario/spec.js";
import { corners, type Setting } from "./design-scale.js";
import { overridesOf, type Study, type StudyFactor } from "./study.js";
import { idleFaults, repeatNotes } from "./study-idle.js";
import { scenarioAt } from "./study-point.js";
import { PointFaults } from "./study-point-faults.js";

/** Points that are looked at one by one before anything runs; the others when their turn comes. */
const POINTS_CHECKED = 500;

/** Settings of the other factors under which a factor that seems to change nothing is tried again. */
const CONTEXTS = 64;

type Settings = readonly Setting[];

/** What is worth knowing about a study that can be run. */
export interface StudyCheck {
  /** What the scenario's loader had to say about the first point. */
  readonly warnings: readonly Fault[];
  readonly notes: readonly string[];
  /** Files that the scenarios of the points name, each once, by path. */
  readonly material: readonly MaterialFile[];
}

/**
 * Loads the first points of a study, and for every factor each listed value or both ends of its range, the other factors
 * being as in the first point. In a grid these are points that will be run.
 *
 * @throws ScenarioError with all faults at once: what the scenario's schema refuses, paths that lead nowhere; or else
 * factors and values that change nothing in effect, seeds that share random streams
 */
export function checkStudy(study: Study): StudyCheck {
  const { design, factors } = study;
  const sample = [...take(design.points(), POINTS_CHECKED)].map(({ settings }) => settings);
  const [centre] = sample;
  const stars = factors.map((factor, f) => corners(factor.scale).map((setting) => centre.with(f, setting)));

  const astray = pathsAstray(study, centre);
  const found = new PointFaults(study);
  const load = (settings: Settings, shown?: StudyFactor): Scenario | undefined => {
    const loaded = tryLoad(study, settings, astray.paths);
    found.add(loaded instanceof InputError ? loaded.faults : [], settings, shown);
    return loaded instanceof InputError ? undefined : loaded;
  };
  const starred = stars.map((star, f) => star.map((settings) => load(settings, factors[f])));
  const sampled = sample.map((settings) => load(settings));
  refuse([...astray.faults, ...found.faults]);

  const others = (f: number) => (design.kind === "grid" ? stars.filter((_, g) => g !== f).flat() : sample.slice(1));
  const idle = factors.flatMap((_, f) => idleFaults(study, f, [centre, ...take(others(f), CONTEXTS)]));
  refuse([...seedFaults(study, mostAgents(sampled[0], starred)), ...idle]);
  const whole = design.kind === "grid" && design.size === sampled.length;
  return {
    warnings: scenarioAt(study, centre, { warnings: true }).warnings,
    notes: whole ? repeatNotes(sampled) : [],
    material: materialOf([...sampled, ...starred.flat()]),
  };
}

function materialOf(scenarios: readonly (Scenario | undefined)[]): readonly MaterialFile[] {
  const files = scenarios.flatMap((scenario) => scenario?.material?.files ?? []);
  const byPath = new Map(files.map((file) => [file.path, file]));
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new ScenarioError(faults);
}

function tryLoad(study: Study, settings: Settings, without: ReadonlySet<string>): Scenario | InputError {
  try {
    return scenarioAt(study, settings, { without });
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

/** Paths that lead nowhere in the scenario; everything else can then be checked without them. */
function pathsAstray(study: Study, settings: Settings): { faults: readonly Fault[]; paths: ReadonlySet<string> } {
  const faults: Fault[] = [];
  const paths = new Set<string>();
  for (const override of overridesOf(study, settings)) {
    try {
      applyOverrides(study.base.data, [override]);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
      paths.add(pathText(override.path));
    }
  }
  return { faults, paths };
}

function* take<T>(items: Iterable<T>, count: number): Iterable<T> {
  let taken = 0;
  for (const item of items) {
    if (taken >= count) return;
    yield item;
    taken += 1;
  }
}

/** Counts add up, so that the largest population is the first point's with every factor at its largest. */
function mostAgents(first: Scenario | undefined, stars: readonly (readonly (Scenario | undefined)[])[]): number {
  const base = agentsOf(first);
  return stars.reduce((most, star) => most + Math.max(0, ...star.map((scenario) => agentsOf(scenario) - base)), base);
}

function agentsOf(scenario: Scenario | undefined): number {
  return scenario?.spec.agents.reduce((sum, { count }) => sum + count, 0) ?? 0;
}

/** In a replay of the reference system agent k of a run draws from a stream on seed + k. */
function seedFaults({ compat, seeds, locate }: Study, mostAgents: number): readonly Fault[] {
  if (compat === undefined || seeds.gap > mostAgents) return [];
  const message =
    `seeds that are ${seeds.gap} apart share random streams under compat, where agent k draws from seed + k: ` +
    `with up to ${mostAgents} agents they must be at least ${mostAgents + 1} apart (seeds: { count, step: ${mostAgents + 1} })`;
  return [{ message, place: locate(["seeds"], "key") }];
}
