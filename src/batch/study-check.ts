import { describeFault, type Fault, InputError, ScenarioError } from "../base/errors.js";
import { FaultList } from "../base/fault-list.js";
import { pathText } from "../scenario/document.js";
import { effectiveSpec } from "../scenario/effective-spec.js";
import { applyOverrides } from "../scenario/overrides.js";
import type { Scenario } from "../scenario/spec.js";
import { corners, type Setting, valueText } from "./design-scale.js";
import { overridesOf, type Study, type StudyFactor } from "./study.js";
import { scenarioAt } from "./study-point.js";

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
}

/**
 * Loads the first points of a study, and for every factor each listed value or both ends of its range, the other factors
 * being as in the first point. In a grid these are points that will be run.
 *
 * @throws ScenarioError with all faults at once: what the scenario's schema refuses, paths that lead nowhere, factors and
 * values that change nothing in effect, seeds that share random streams
 */
export function checkStudy(study: Study): StudyCheck {
  const faults = new Faults();
  const astray = pathsAstray(study, faults);
  const load = (settings: Settings, warnings = false): Scenario | undefined => {
    try {
      return scenarioAt(study, settings, { warnings, without: astray });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const own = (fault: Fault) => fault.place?.file === study.file;
      faults.add(error.faults.filter(own));
      faults.add(
        error.faults.filter((fault) => !own(fault)),
        ` (where ${settingsText(study, settings)})`,
      );
      return undefined;
    }
  };
  const sample = [...take(study.design.points(), POINTS_CHECKED)].map(({ settings }) => settings);
  const [centre] = sample;
  const stars = study.factors.map((factor, f) => corners(factor.scale).map((setting) => centre.with(f, setting)));
  const first = load(centre, true);
  const loaded = [...sample, ...stars.flat()].map((settings) => load(settings));
  faults.throwIfAny();

  const agents = stars.map((star) => Math.max(...star.map((settings) => agentsOf(scenarioAt(study, settings)))));
  const most = agents.reduce((sum, most) => sum + Math.max(0, most - agentsOf(first)), agentsOf(first));
  faults.add(seedFaults(study, most));
  study.factors.forEach((factor, f) => {
    faults.add(idle(study, factor, f, [centre, ...contexts(study, sample, stars, f)]));
  });
  faults.throwIfAny();
  return { warnings: first?.warnings ?? [], notes: repeatedPoints(study, loaded.slice(0, sample.length)) };
}

/** `honest=0, audit=true` */
function settingsText({ factors }: Study, settings: Settings): string {
  return settings.map(({ values }, f) => `${factors[f].name}=${values.map(valueText).join("/")}`).join(", ");
}

/** Overrides whose paths lead nowhere in the scenario, by their paths; the others can then be checked without them. */
function pathsAstray(study: Study, faults: Faults): ReadonlySet<string> {
  const astray = new Set<string>();
  const [first] = study.design.points();
  for (const override of overridesOf(study, first.settings)) {
    try {
      applyOverrides(study.base.data, [override]);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.add(error.faults);
      astray.add(pathText(override.path));
    }
  }
  return astray;
}

class Faults {
  private readonly list = new FaultList();
  private readonly seen = new Set<string>();

  /** Each is told once, however many points have it; `where` says which point the first of them was. */
  add(faults: readonly Fault[], where = ""): void {
    for (const fault of faults) {
      const text = describeFault(fault);
      if (this.seen.has(text)) continue;
      this.seen.add(text);
      this.list.add(fault.message.split(" ")[0], { ...fault, message: `${fault.message}${where}` });
    }
  }

  throwIfAny(): void {
    if (!this.list.isEmpty) throw new ScenarioError(this.list.faults);
  }
}

function* take<T>(items: Iterable<T>, count: number): Iterable<T> {
  let taken = 0;
  for (const item of items) {
    if (taken >= count) return;
    yield item;
    taken += 1;
  }
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

/** Settings in which a factor might matter though it does not in the first point. */
function* contexts(study: Study, sample: readonly Settings[], stars: readonly (readonly Settings[])[], f: number) {
  const others = study.design.kind === "grid" ? stars.filter((_, other) => other !== f).flat() : sample.slice(1);
  yield* take(others, CONTEXTS);
}

/** The factor, or values of it, that make no difference in any of the contexts. */
function idle(study: Study, factor: StudyFactor, f: number, tried: readonly Settings[]): readonly Fault[] {
  const settings = corners(factor.scale);
  // classes of settings that nothing has told apart so far
  let classes: readonly (readonly number[])[] = [settings.map((_, i) => i)];
  for (const context of tried) {
    const effect = (i: number) => JSON.stringify(effectOf(study, context.with(f, settings[i])));
    classes = classes.flatMap((members) => grouped(members, effect)).filter(({ length }) => length > 1);
    if (classes.length === 0) return [];
  }
  if (classes[0].length === settings.length) {
    const message = `${factor.name} changes nothing in a run: ${whyIdle(study, factor, tried[0].with(f, settings[1]))}`;
    return [{ message, place: factor.place }];
  }
  return classes.flatMap(([same, ...rest]) =>
    rest.map((i) => {
      const [a, b] = [same, i].map((at) => settings[at].values.map(valueText).join("/"));
      return { message: `${factor.name}: ${b} changes nothing beside ${a}`, place: factor.valuePlaces[i] };
    }),
  );
}

function grouped(members: readonly number[], keyOf: (member: number) => string): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const member of members) {
    const key = keyOf(member);
    groups.set(key, [...(groups.get(key) ?? []), member]);
  }
  return [...groups.values()];
}

/** A refused point is told when its turn comes; here it has no effect that could be compared. */
function effectOf(study: Study, settings: Settings): unknown {
  try {
    return effectiveSpec(scenarioAt(study, settings).spec);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

function whyIdle(study: Study, { paths }: StudyFactor, settings: Settings): string {
  const { warnings } = scenarioAt(study, settings, { warnings: true });
  for (const path of paths) {
    const head = `${pathText(path)} has no effect: `;
    const told = warnings.find(({ message }) => message.startsWith(head));
    if (told !== undefined) return told.message.slice(head.length);
  }
  return "all its values come to the same";
}

/** Says how many points of a grid are the same as earlier ones in effect, where all of them were looked at. */
function repeatedPoints({ design }: Study, loaded: readonly (Scenario | undefined)[]): readonly string[] {
  if (design.kind !== "grid" || loaded.length < design.size) return [];
  const effects = loaded.map((scenario) => JSON.stringify(scenario && effectiveSpec(scenario.spec)));
  const repeats = effects.length - new Set(effects).size;
  if (repeats === 0) return [];
  return [
    `${repeats} of ${design.size} points run the same as an earlier one: where a lever is off, its other keys change nothing`,
  ];
}
