import { changesBetween } from "../../analysis/compare/changes.js";
import { type Fault, InputError, type Place, ScenarioError } from "../../base/errors.js";
import { canonicalJson } from "../../records/canonical-json.js";
import { SourceDocument } from "../../scenario/document.js";
import { effectiveSpec } from "../../scenario/effective-spec.js";
import { scenarioFrom } from "../../scenario/load.js";
import { type Override, parsePath } from "../../scenario/overrides.js";
import { readSource } from "../../scenario/source-text.js";
import type { Scenario } from "../../scenario/spec.js";

/** An arm that can be run. */
export interface ResearchArm {
  readonly name: string;
  readonly control: boolean;
  /** Its file, as the study names it. */
  readonly file: string;
  readonly set: Readonly<Record<string, unknown>>;
  readonly stands_for: string;
  readonly document: SourceDocument;
  readonly scenario: Scenario;
}

/** What an arm is made of. */
export interface ArmSource {
  readonly name: string;
  readonly control?: boolean | undefined;
  /** As the study names it, and from where the command was given. */
  readonly scenario: string;
  readonly path: string;
  /** Of a file that is yet to be written. */
  readonly text?: string | undefined;
  readonly overrides: readonly { readonly key: string; readonly value: unknown; readonly place: Place | undefined }[];
  readonly stands_for?: string | undefined;
  /** Where the scenario is named. */
  readonly place: Place | undefined;
}

/**
 * Arms that can be run: the control first, the others in the order that they are given in.
 *
 * @param placeOf where an arm stands
 * @throws ScenarioError with the faults of all arms, and for arms that would run the same as an earlier one
 */
export function loadArms(
  sources: readonly ArmSource[],
  placeOf: (name: string) => Place | undefined,
): readonly ResearchArm[] {
  const faults: Fault[] = [];
  const arms = sources.flatMap((source): readonly ResearchArm[] => {
    try {
      return [loadArm(source)];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
      return [];
    }
  });
  if (faults.length > 0) throw new ScenarioError(faults);
  const ordered = [...arms.filter(({ control }) => control), ...arms.filter(({ control }) => !control)];
  refuseEqualArms(ordered, placeOf);
  return ordered;
}

/** @throws InputError with all that keeps the scenario from being run, at the places of the study where those are at fault */
function loadArm({ name, control, scenario, path, text, overrides, stands_for, place }: ArmSource): ResearchArm {
  const document = SourceDocument.parse(path, text ?? sourceOf(path, place), "1.2");
  const values: readonly Override[] = overrides.map(({ key, value, place: where }) => ({
    path: parsePath(key),
    value,
    place: where ?? {},
  }));
  return {
    name,
    control: control === true,
    file: scenario,
    set: Object.fromEntries(overrides.map(({ key, value }) => [key, value])),
    stands_for: stands_for ?? "",
    document,
    scenario: scenarioFrom(document, values),
  };
}

function sourceOf(path: string, place: Place | undefined): string {
  try {
    return readSource(path);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    throw new ScenarioError(
      error.faults.map(({ message }): Fault => ({ message: `${path}: ${message}`, ...(place && { place }) })),
    );
  }
}

/** @throws ScenarioError for arms that would run the same as an earlier one */
function refuseEqualArms(arms: readonly ResearchArm[], placeOf: (name: string) => Place | undefined): void {
  const faults: Fault[] = [];
  const seen = new Map<string, ResearchArm>();
  for (const arm of arms) {
    const effect = canonicalJson(effectiveSpec(arm.scenario.spec));
    const twin = seen.get(effect);
    seen.set(effect, twin ?? arm);
    if (twin === undefined) continue;
    const place = placeOf(arm.name);
    const message = `the arm "${arm.name}" is equal to "${twin.name}": ${whyEqual(twin, arm)}`;
    faults.push({ message, ...(place && { place }) });
  }
  if (faults.length > 0) throw new ScenarioError(faults);
}

function whyEqual(twin: ResearchArm, arm: ResearchArm): string {
  const changes = changesBetween(twin.scenario.spec, arm.scenario.spec);
  if (changes.length === 0) return "all their parameters are the same";
  return `${changes.map(({ path }) => path).join(", ")} changes nothing that is run`;
}
