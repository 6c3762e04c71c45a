import { Option } from "@commander-js/extra-typings";
import { describeFault, type Fault, InputError } from "../base/errors.js";
import { type LoadOptions, loadScenario } from "../scenario/load.js";
import type { Scenario } from "../scenario/spec.js";
import { wholeNumber } from "./whole-number.js";

/** Options that change a scenario before it is checked; for every command that loads one. */
export const scenarioOptions = {
  seed: () => new Option("--seed <number>", "seed of every random stream").argParser(wholeNumber()),
  epochs: () => new Option("--epochs <number>", "epochs to run").argParser(wholeNumber()),
  steps: () => new Option("--steps <number>", "steps in an epoch").argParser(wholeNumber()),
  set: () =>
    new Option(
      "--set <key=value>",
      "another value for a key, such as governance.audit_probability=0.2 or agents.0.count=5; repeatable",
    ).argParser((text: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), text]),
  compat: () =>
    new Option(
      "--compat <system>",
      "replay a reference system: its random numbers, its behaviour where ours differs, its tolerance for unread keys",
    ).choices(["swarm-1.9"]),
} as const;

/** Loads all files. @throws InputError with the faults of all of them, each told once */
export function loadScenarios(files: readonly string[], options: LoadOptions): readonly Scenario[] {
  const faults = new Map<string, Fault>();
  const scenarios: Scenario[] = [];
  for (const file of files) {
    const loaded = tryLoad(file, options);
    if (loaded instanceof InputError) for (const fault of loaded.faults) faults.set(describeFault(fault), fault);
    else scenarios.push(loaded);
  }
  if (faults.size > 0) throw new InputError([...faults.values()]);
  return scenarios;
}

/** The scenario, or what is wrong with it. */
export function tryLoad(file: string, options: LoadOptions): Scenario | InputError {
  try {
    return loadScenario(file, options);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
