import { thousands } from "../../../base/thousands.js";
import { defineCheck } from "../check.js";
import { type ConfiguredPart, changedSomething, configuredParts } from "../configured-parts.js";
import type { Remark } from "../finding.js";

/** Share of the runs below which (excluded) a lever hardly ever acts, and the runs it takes to say so. */
const RARE = 0.1;
const RUNS = 10;

interface Tally extends ConfiguredPart {
  /** Runs in which it changed something. */
  acted: number;
  /** How often it looked and changed nothing, by action. */
  readonly looked: Map<string, number>;
}

/** Levers and dynamics that the scenario asks for, held against what they did. */
export const idleLever = defineCheck({
  name: "idle_lever",
  summary:
    "a lever or dynamic that is configured and changed nothing; over ten runs or more also one that acted in fewer than a tenth of them",
  watch(context) {
    const tallies = configuredParts(context).map((part): Tally => ({ ...part, acted: 0, looked: new Map() }));
    let runs = 0;
    return {
      run({ activity }) {
        runs += 1;
        for (const tally of tallies) {
          if (changedSomething(tally, activity)) tally.acted += 1;
          for (const { source, action, count } of activity) {
            if (source !== tally.name || !tally.looks.includes(action)) continue;
            tally.looked.set(action, (tally.looked.get(action) ?? 0) + count);
          }
        }
      },
      *remarks() {
        for (const tally of tallies) {
          if (tally.acted === 0 || (runs >= RUNS && tally.acted < RARE * runs)) yield remarkOn(tally, runs);
        }
      },
    };
  },
});

function remarkOn({ name, inert, acted, looked }: Tally, runs: number): Remark {
  const evidence = { lever: name, runs, runs_in_which_it_acted: acted, ...Object.fromEntries(looked) };
  if (inert !== undefined) {
    return {
      severity: "warning",
      message: `${name} is switched on and cannot act: ${inert}`,
      evidence,
      advice: "Take its keys out: they promise what is not there.",
    };
  }
  const looks = [...looked].map(([action, count]) => `${action} ${thousands(count)}`).join(", ");
  const within = runs === 1 ? "" : acted === 0 ? ` in any of ${runs} runs` : ` in only ${acted} of ${runs} runs`;
  const changed = acted === 0 ? `never ${looks === "" ? "acted" : "changed anything"}${within}` : `acted${within}`;
  return {
    severity: acted === 0 && runs > 1 ? "serious" : "warning",
    message: `${name} is configured and ${changed}${acted > 0 || looks === "" ? "" : `; it only looked (${looks})`}`,
    evidence,
    advice: "Put nothing down to it: move its thresholds to where the runs reach them, or leave it out.",
  };
}
