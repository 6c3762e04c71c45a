import { type Fault, InputError } from "../../base/errors.js";
import { didYouMean } from "../../base/nearest.js";
import { SourceDocument } from "../../scenario/document.js";
import { readSource } from "../../scenario/source-text.js";
import { GATE_PRESETS, type Gate, parseGate } from "../../waltz/evaluation/gate.js";

/**
 * The gates of `--gate` and `--gates`: of each of the latter, a preset by name or a YAML file with a list `gates`.
 * @throws InputError with every text that is no gate, in its place
 */
export function gatesGiven(texts: readonly string[], lists: readonly string[]): readonly Gate[] {
  const faults: Fault[] = [];
  const parsed = (text: string, place: Fault["place"]): readonly Gate[] => {
    const gate = parseGate(text);
    if (typeof gate !== "string") return [gate];
    faults.push(place === undefined ? { message: gate } : { message: gate, place });
    return [];
  };
  const gates = [
    ...texts.flatMap((text) => parsed(text, { file: "--gate" })),
    ...lists.flatMap((name) => {
      const preset = GATE_PRESETS[name];
      if (preset !== undefined) return preset.flatMap((text) => parsed(text, undefined));
      return listed(name, faults).flatMap(({ text, place }) => parsed(text, place));
    }),
  ];
  if (faults.length > 0) throw new InputError(faults);
  return gates;
}

function listed(file: string, faults: Fault[]): readonly { readonly text: string; readonly place: Fault["place"] }[] {
  if (!/\.ya?ml$/.test(file)) {
    const presets = Object.keys(GATE_PRESETS);
    const message = `--gates ${file}: neither a preset${didYouMean(file, presets)} nor a .yaml file; presets: ${presets.join(", ")}`;
    faults.push({ message });
    return [];
  }
  const document = SourceDocument.parse(file, readSource(file, "gate"), "1.2", "file of gates");
  const { gates, ...others } = document.data;
  for (const key of Object.keys(others)) {
    faults.push({
      message: `unknown key "${key}"${didYouMean(key, ["gates"])}`,
      place: document.placeOf([key], "key"),
    });
  }
  if (!Array.isArray(gates) || gates.length === 0) {
    faults.push({
      message: '"gates" must be a list of texts like unsafe_rate<0.1',
      place: document.placeOf(["gates"]),
    });
    return [];
  }
  return gates.flatMap((text: unknown, at) => {
    const place = document.placeOf(["gates", at]);
    if (typeof text === "string") return [{ text, place }];
    faults.push({ message: "a gate is a text like unsafe_rate<0.1", place });
    return [];
  });
}
