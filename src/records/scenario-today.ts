import { isAbsolute, join } from "node:path";
import { InputError } from "../base/errors.js";
import type { Extensions } from "../scenario/extensions.js";
import { loadScenario } from "../scenario/load.js";
import { fingerprint } from "./canonical-json.js";
import { differencesOf, type ValueDifference } from "./differences-of.js";
import type { StoredManifest } from "./stored-manifest.js";

/** How the scenario file of a recorded run reads today, with the options of that run. */
export type ScenarioToday =
  | { readonly kind: "as it was" }
  | { readonly kind: "changed"; readonly differences: readonly ValueDifference[] }
  | { readonly kind: "unreadable"; readonly why: string };

/** Reads the scenario file again, and compares what it says with what was run. It changes nothing about a replay. */
export function scenarioToday(manifest: StoredManifest, extensions: Extensions): ScenarioToday {
  const { scenario, seed, semantics, run, command } = manifest;
  const file = isAbsolute(scenario.file) ? scenario.file : join(run.working_directory, scenario.file);
  const compat = semantics.name === "swarm-1.9" ? ({ compat: semantics.name } as const) : {};
  try {
    const set = optionsOf(command, "--set");
    const own = { epochs: numberOf(command, "--epochs"), steps: numberOf(command, "--steps") };
    const { spec } = loadScenario(file, { set, seed, ...own, ...compat, extensions });
    if (fingerprint(spec) === scenario.parameters_sha256) return { kind: "as it was" };
    const today = JSON.parse(JSON.stringify(spec));
    return { kind: "changed", differences: [...differencesOf(scenario.parameters, today)] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [first] = error.faults;
    return { kind: "unreadable", why: first?.message ?? error.message };
  }
}

/** Values of an option of a command line, as `--name value` or `--name=value`. */
function optionsOf(command: readonly string[], name: string): readonly string[] {
  return command.flatMap((argument, at) => {
    if (argument.startsWith(`${name}=`)) return [argument.slice(name.length + 1)];
    const value = command[at + 1];
    return argument === name && value !== undefined ? [value] : [];
  });
}

function numberOf(command: readonly string[], name: string): number | undefined {
  const value = optionsOf(command, name).at(-1);
  return value === undefined ? undefined : Number(value);
}
