import type { CompareOptions } from "./compare-options.js";
import { optionFlag } from "./compare-options.js";

/** Options that change neither the runs nor the figures, only where they go, how they look and how long it takes. */
const WITHOUT_EFFECT: readonly string[] = [
  ...["threads", "out", "format", "quiet", "json"],
  ...["replayCalls", "budgetCalls", "budgetTokens", "budgetCost"],
];

/** The command that repeats a comparison: what was given, less what does not matter to it, options in one order. */
export function repeatCommand(files: readonly string[], options: CompareOptions): readonly string[] {
  const given = Object.entries(options)
    .filter(([name, value]) => value !== undefined && !WITHOUT_EFFECT.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const flags = given.flatMap(([name, value]) => {
    if (value === true) return [optionFlag(name)];
    if (name === "metrics") return [optionFlag(name), value.join(",")];
    return [value].flat().flatMap((one: string | number) => [optionFlag(name), String(one)]);
  });
  return ["swarm", "compare", ...files, ...flags];
}
