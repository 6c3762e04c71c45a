import { InputError } from "../../base/errors.js";
import { PRESETS, type Preset } from "../../macpo/presets.js";

/** The preset of that name; the method as it is where none is named. @throws InputError for a name that there is not */
export function presetNamed(name = "full"): Preset {
  const found = PRESETS.find(name);
  if (found === undefined) throw new InputError([unknown(name, "--preset")]);
  return found;
}

/** Names of presets as a list with commas has them, each once. @throws InputError with every name that there is not */
export function presetNames(list: string): readonly string[] {
  const names = [...new Set(list.split(",").map((name) => name.trim()))];
  const faults = names.filter((name) => PRESETS.find(name) === undefined).map((name) => unknown(name, "--presets"));
  if (faults.length > 0) throw new InputError(faults);
  return names;
}

function unknown(name: string, option: string) {
  return { message: `${PRESETS.unknown(name)}; swarm macpo presets lists them`, place: { file: option } };
}
