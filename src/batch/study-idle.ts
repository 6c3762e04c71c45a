import { type Fault, InputError } from "../base/errors.js";
import { pathText } from "../scenario/document.js";
import { effectiveSpec } from "../scenario/effective-spec.js";
import type { Scenario } from "../scenario/spec.js";
import { corners, type Setting, valueText } from "./design-scale.js";
import type { Study, StudyFactor } from "./study.js";
import { scenarioAt } from "./study-point.js";

type Settings = readonly Setting[];

/**
 * What of a factor makes no difference to what is run, in any of the contexts, which are settings of all factors: the
 * whole factor, or listed values beside an earlier one.
 */
export function idleFaults(study: Study, f: number, contexts: readonly Settings[]): readonly Fault[] {
  const factor = study.factors[f];
  const settings = corners(factor.scale);
  // groups of settings that nothing has told apart so far
  let groups: readonly (readonly number[])[] = [settings.map((_, i) => i)];
  for (const context of contexts) {
    const effect = (i: number) => JSON.stringify(effectAt(study, context.with(f, settings[i])));
    groups = groups.flatMap((members) => grouped(members, effect)).filter(({ length }) => length > 1);
    if (groups.length === 0) return [];
  }
  if (groups[0].length === settings.length) {
    const why = whyIdle(study, factor, contexts[0].with(f, settings[1]));
    return [{ message: `${factor.name} changes nothing in a run: ${why}`, place: factor.place }];
  }
  return groups.flatMap(([first, ...rest]) =>
    rest.map((i) => {
      const [a, b] = [first, i].map((at) => settings[at].values.map(valueText).join("/"));
      return { message: `${factor.name}: ${b} changes nothing beside ${a}`, place: factor.valuePlaces[i] };
    }),
  );
}

/** Says how many points are the same as earlier ones in effect. */
export function repeatNotes(points: readonly (Scenario | undefined)[]): readonly string[] {
  const effects = points.map((scenario) => JSON.stringify(scenario && effectiveSpec(scenario.spec)));
  const repeats = effects.length - new Set(effects).size;
  if (repeats === 0) return [];
  const why = "where a lever is off, its other keys change nothing";
  return [`${repeats} of ${points.length} points run the same as an earlier one: ${why}`];
}

/** A point that is refused is told of when its turn comes; here it has no effect that could be compared. */
function effectAt(study: Study, settings: Settings): unknown {
  try {
    return effectiveSpec(scenarioAt(study, settings).spec);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

function grouped(members: readonly number[], keyOf: (member: number) => string): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const member of members) {
    const key = keyOf(member);
    groups.set(key, [...(groups.get(key) ?? []), member]);
  }
  return [...groups.values()];
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
