import { InputError } from "../../base/errors.js";
import { PRESETS, type Preset } from "../../macpo/presets.js";

/** The preset of that name; the method as it is where none is named. @throws InputError for a name that there is not */
export function presetNamed(name = "full"): Preset {
  const found = PRESETS.find(name);
  if (found === undefined) throw new InputError([{ message: PRESETS.unknown(name), place: { file: "--preset" } }]);
  return found;
}
