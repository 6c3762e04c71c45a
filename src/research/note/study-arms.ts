import type { Comparison } from "../../analysis/compare/comparison.js";
import { type Fault, InputError } from "../../base/errors.js";

/** One set of levers: the arm itself, and the same with a lever that only measures. */
export interface ArmPair {
  /** Words for a sentence. */
  readonly label: string;
  readonly plain: string | undefined;
  readonly watched: string | undefined;
}

/** The arms that a note of an alignment scenario is about. */
export interface StudyArms {
  readonly own: ArmPair;
  readonly off: ArmPair;
  readonly strict: ArmPair;
}

/** The name that an arm goes by in a note: a comparison of variants calls the scenario itself `base`. */
export function shownArm(name: string): string {
  return name === "base" ? NAMES.own.label : name;
}

/** What the name of an arm ends with that measures by a lever without teeth. */
export const WATCHED = ", watched";

/** Names of the arms; the scenario itself is called `base` by a comparison of variants. */
const NAMES = {
  own: { label: "own levers", names: ["base", "own levers"] },
  off: { label: "levers off", names: ["levers off"] },
  strict: { label: "strict levers", names: ["strict levers"] },
} as const;

/**
 * Finds the arms of a comparison by their names.
 *
 * @throws InputError with every arm that is missing, and when the control is not the scenario with its own levers
 */
export function studyArms(file: string, { arms }: Comparison): StudyArms {
  const faults: Fault[] = [];
  const known = arms.map(({ name }) => name);
  const pair = (role: keyof typeof NAMES): ArmPair => {
    const { label, names } = NAMES[role];
    const plain = names.find((name) => known.includes(name));
    const watched = names.map((name) => name + WATCHED).find((name) => known.includes(name));
    if (plain === undefined && watched === undefined) {
      const message = `no arm is called ${names.map((name) => `"${name}"`).join(" or ")}; there are ${known.join("; ")}`;
      faults.push({ message, place: { file } });
    }
    return { label, plain, watched };
  };
  const found = { own: pair("own"), off: pair("off"), strict: pair("strict") };
  const control = arms.find(({ role }) => role === "control")?.name;
  if (faults.length === 0 && control !== found.own.plain && control !== found.own.watched) {
    faults.push({
      message: `its control is "${control}": a note needs the scenario with its own levers there`,
      place: { file },
    });
  }
  if (faults.length > 0) throw new InputError(faults);
  return found;
}
