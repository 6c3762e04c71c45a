import type { StudyPlan } from "./study-plan.js";

/** Seeds from `first` to `last`, both included. */
interface Seeds {
  readonly first: number;
  readonly last: number;
}

/** Seeds on which the size of the toy world and the learning rates of the defaults were chosen. */
const CHOSEN_ON: Seeds = { first: 101, last: 106 };

/** Seeds that were looked at while the method was written: by its tests, and by studies before this one. */
const LOOKED_AT: Seeds = { first: 1, last: 40 };

/** What the seeds of a study have to do with how the defaults came about, in sentences. */
export function seenSeedsText({ seeds, seed_start }: Pick<StudyPlan, "seeds" | "seed_start">): string {
  const shares = ({ first, last }: Seeds) => seed_start <= last && seed_start + seeds - 1 >= first;
  const seen = [CHOSEN_ON, LOOKED_AT].filter(shares).map(text);
  return [
    `The world's size and these rates were chosen on seeds ${text(CHOSEN_ON)}, by how the full method and its switches did there; seeds ${text(LOOKED_AT)} were looked at while the method was written.`,
    seen.length === 0
      ? "The seeds of this note are neither; a world of a shape that was chosen by how the method did there favours it all the same."
      : `Some of the seeds of this note are among them (${seen.join("; ")}), which favours the method.`,
  ].join(" ");
}

function text({ first, last }: Seeds): string {
  return `${first} to ${last}`;
}
