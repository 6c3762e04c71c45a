import type { TypeDigest } from "../../scenario/digest.js";
import { compareFigure, type MatchedArms } from "./compare-figure.js";
import type { TypeComparison } from "./comparison.js";
import type { RunFigures } from "./run-figures.js";

/** Who gained and who lost: what an agent of each type came to, in every arm. Types in the order of their appearance. */
export function compareTypes(matched: MatchedArms): readonly TypeComparison[] {
  const types = new Set(matched.arms.flatMap(({ runs }) => runs.flatMap((run) => Object.keys(run.types))));
  return [...types].map((type) => {
    const figure = (key: string, pick: (digest: TypeDigest) => number) =>
      compareFigure(matched, ofType(type, pick), { key: `${key} of ${type}` });
    return {
      type,
      agents: matched.arms.map(({ runs }) => runs.find((run) => type in run.types)?.types[type].agents ?? 0),
      payoff: figure("payoff", ({ total_payoff }) => total_payoff),
      governance_cost: figure("governance_cost", ({ governance_cost, agents }) => governance_cost / agents),
      freezes: figure("freezes", ({ freezes, agents }) => freezes / agents),
    };
  });
}

function ofType(type: string, pick: (digest: TypeDigest) => number): (run: RunFigures) => number | undefined {
  return ({ types }) => (Object.hasOwn(types, type) ? pick(types[type]) : undefined);
}
