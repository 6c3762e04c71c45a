import { basename, resolve } from "node:path";
import { changesBetween } from "../analysis/compare/changes.js";
import { describeFault, type Fault, InputError } from "../base/errors.js";
import { didYouMean } from "../base/nearest.js";
import { canonicalJson } from "../records/canonical-json.js";
import { SourceDocument } from "../scenario/document.js";
import { effectiveSpec } from "../scenario/effective-spec.js";
import { scenarioFrom } from "../scenario/load.js";
import { type Override, parseOverride } from "../scenario/overrides.js";
import { readSource } from "../scenario/source-text.js";
import type { Scenario } from "../scenario/spec.js";
import { parseArm } from "./compare-arm-text.js";
import type { CompareOptions } from "./compare-options.js";

/** An arm that can be run. */
export interface ScenarioArm {
  readonly name: string;
  readonly file: string;
  readonly settings: readonly string[];
  readonly scenario: Scenario;
}

/** What the arm is called that is the scenario as it stands. */
const BASE = "base";

/** Names longer than this would not fit into a table. */
const LONGEST_NAME = 60;

/**
 * The arms of a comparison that runs scenarios, the control first: one per file, or the one file and its variants.
 *
 * @param seed of the first run; what the scenarios say themselves is passed over
 * @throws InputError with all faults at once: of the files, of what is put in place of their values, of names, and arms
 * that change nothing
 */
export function armsOfScenarios(
  files: readonly string[],
  { arm: texts = [], set = [], compat, control }: CompareOptions,
  seed: number,
): readonly ScenarioArm[] {
  refuseWrongNumber(files, texts);
  const faults = new Map<string, Fault>();
  const collecting = <T>(work: () => T): readonly T[] => {
    try {
      return [work()];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      for (const fault of error.faults) faults.set(describeFault(fault), fault);
      return [];
    }
  };
  const shared = set.flatMap((text) => collecting(() => parseOverride(text)));
  const variants = texts.flatMap((text) => collecting(() => parseArm(text)));
  const seeded: Override = { path: ["simulation", "seed"], value: seed, place: { file: "--seed-start" } };
  for (const { path, place } of [...shared, ...variants.flatMap(({ overrides }) => overrides)]) {
    if (path.join(".") !== "simulation.seed") continue;
    faults.set(String(place.file), { message: "seeds come from --seeds and --seed-start", place });
  }
  const documents = files.flatMap((file) =>
    collecting(() => SourceDocument.parse(file, readSource(file), compat === undefined ? "1.2" : "1.1")),
  );
  const load = (document: SourceDocument, own: readonly Override[]) =>
    scenarioFrom(document, [...shared, ...own, seeded], compat === undefined ? {} : { compat });
  const made = documents.flatMap((document): readonly ScenarioArm[] => {
    const base = collecting(() => load(document, [])).map((scenario) => {
      const name = files.length > 1 ? scenario.spec.scenario_id : BASE;
      return { name, file: document.file, settings: [], scenario };
    });
    const others = variants.flatMap(({ name, settings, overrides }) =>
      collecting(() => ({ name, file: document.file, settings, scenario: load(document, overrides) })),
    );
    return [...base, ...others];
  });
  if (faults.size > 0) throw new InputError([...faults.values()]);
  const arms = withControlFirst(named(made), control);
  refuseIdentical(arms);
  return arms;
}

function refuseWrongNumber(files: readonly string[], texts: readonly string[]): void {
  if (files.length === 0) throw new InputError("nothing to compare: give scenario files, or one and --arm");
  if (files.length > 1 && texts.length > 0) {
    throw new InputError("--arm varies one scenario: give one file, or several without --arm");
  }
  const twice = files.filter((file, at) => files.some((other, i) => i < at && resolve(other) === resolve(file)));
  if (twice.length > 0) {
    throw new InputError(twice.map((file) => ({ message: "this scenario is given twice", place: { file } })));
  }
  if (files.length === 1 && texts.length === 0) {
    throw new InputError(
      `nothing to compare ${files[0]} with: give another scenario, or a variant such as --arm 'no audits: governance.audit_enabled=false'`,
    );
  }
}

/** Scenarios of one id go by their files. @throws InputError for names that are taken, or too long for a table */
function named(arms: readonly ScenarioArm[]): readonly ScenarioArm[] {
  const isDoubled = (name: string, of: (arm: ScenarioArm) => string) =>
    arms.filter((arm) => of(arm) === name).length > 1;
  const stem = ({ file }: ScenarioArm) => basename(file).replace(/\.ya?ml$/, "");
  const renamed = arms.map((arm) => {
    if (arm.settings.length > 0 || !isDoubled(arm.name, ({ name }) => name) || arm.name === BASE) return arm;
    return { ...arm, name: isDoubled(stem(arm), stem) ? arm.file : stem(arm) };
  });
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const { name, settings } of renamed) {
    const place = settings.length > 0 ? { place: { file: `--arm ${name}` } } : {};
    if (seen.has(name)) {
      const why = name === BASE ? ", the name of the scenario as it stands" : "";
      faults.push({ message: `two arms are called "${name}"${why}`, ...place });
    }
    if (name.length > LONGEST_NAME) {
      faults.push({ message: `the name of an arm has at most ${LONGEST_NAME} characters: "${name}"`, ...place });
    }
    seen.add(name);
  }
  if (faults.length > 0) throw new InputError(faults);
  return renamed;
}

/** @throws InputError where there is no arm of that name */
export function withControlFirst<T extends { readonly name: string }>(
  arms: readonly T[],
  control: string | undefined,
): readonly T[] {
  if (control === undefined) return arms;
  const chosen = arms.find(({ name }) => name === control);
  if (chosen === undefined) {
    const names = arms.map(({ name }) => name);
    const message = `there is no arm "${control}"${didYouMean(control, names)}; there are: ${names.join(", ")}`;
    throw new InputError([{ message, place: { file: "--control" } }]);
  }
  return [chosen, ...arms.filter((arm) => arm !== chosen)];
}

/** @throws InputError for arms that would run the same as an earlier one */
function refuseIdentical(arms: readonly ScenarioArm[]): void {
  const faults: Fault[] = [];
  const effects = new Map<string, ScenarioArm>();
  for (const arm of arms) {
    const effect = canonicalJson(effectiveSpec(arm.scenario.spec));
    const twin = effects.get(effect);
    effects.set(effect, twin ?? arm);
    if (twin === undefined) continue;
    const place = { file: arm.settings.length > 0 ? `--arm ${arm.name}` : arm.file };
    faults.push({ message: `"${arm.name}" changes nothing against "${twin.name}": ${whySame(twin, arm)}`, place });
  }
  if (faults.length > 0) throw new InputError(faults);
}

function whySame(twin: ScenarioArm, arm: ScenarioArm): string {
  const changes = changesBetween(twin.scenario.spec, arm.scenario.spec);
  if (changes.length === 0) return "all their parameters are the same";
  const told = [arm, twin].flatMap(({ scenario }) => scenario.warnings.map(({ message }) => message));
  const reasons = changes.map(({ path }) => {
    return told.find((message) => message.startsWith(`${path} has no effect`)) ?? `${path} has no effect here`;
  });
  return [...new Set(reasons)].join("; ");
}
