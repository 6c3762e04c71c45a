import { defineCheck } from "../check.js";

interface Tally {
  runs: number;
  unchecked: number;
  reason: string;
}

/** Criteria that say nothing about a run: neither passed nor failed. */
export const uncheckedCriteria = defineCheck({
  name: "unchecked_criteria",
  summary: "a success criterion that cannot be checked: a warning where it never can, a note where some runs allow it",
  watch() {
    const tallies = new Map<string, Tally>();
    return {
      run({ verdicts }) {
        for (const verdict of verdicts) {
          const tally = tallies.get(verdict.key) ?? { runs: 0, unchecked: 0, reason: "" };
          tallies.set(verdict.key, tally);
          tally.runs += 1;
          if (verdict.verdict !== "not checkable") continue;
          tally.unchecked += 1;
          tally.reason ||= verdict.reason;
        }
      },
      *remarks() {
        for (const [key, { runs, unchecked, reason }] of tallies) {
          if (unchecked === 0) continue;
          const within = runs === 1 ? "" : ` in ${unchecked} of ${runs} runs`;
          yield {
            severity: unchecked === runs ? "warning" : "note",
            message: `${key} cannot be checked${within}: ${reason}`,
            evidence: { criterion: key, runs, unchecked, reason },
            advice:
              unchecked === runs
                ? "Take it out, or switch on what measures it; it counts as neither passed nor failed."
                : "Say in how many runs it could be checked: the others count as neither passed nor failed.",
          };
        }
      },
    };
  },
});
