import { wilson } from "../../judges/measure/wilson.js";
import { cutEnds } from "./closed-intervals.js";
import type { Sign } from "./gate.js";

/** More cases than this are not counted out. */
const MOST = 1_000_000;

/**
 * The fewest cases, each a group of its own, that could show a criterion on a rate: with none of them (of `<`) or all of them
 * (of `>`) hit, Wilson's interval keeps to one side of the threshold. Undefined where no number of cases can.
 */
export function casesForRate(sign: Sign, threshold: number): number | undefined {
  const below = sign.startsWith("<");
  return fewest((cases) => {
    const { low = 0, high = 1 } = wilson(below ? 0 : cases, cases);
    return satisfies(sign, threshold, below ? high : low);
  });
}

/** The same for a cut: with the rate before as it was and none hit afterwards, of as many cases on both sides. */
export function casesForCut(sign: Sign, threshold: number, before: number): number | undefined {
  if (sign.startsWith("<") || before === 0) return undefined;
  return fewest((cases) => {
    const [old, young] = [wilson(before * cases, cases), wilson(0, cases)];
    const first = { value: before, low: old.low ?? 0, high: old.high ?? 1 };
    const ends = cutEnds(first, { value: 0, low: 0, high: young.high ?? 1 });
    return ends !== undefined && satisfies(sign, threshold, ends.low);
  });
}

/** Whether a figure keeps to the criterion. */
export function satisfies(sign: Sign, threshold: number, figure: number): boolean {
  switch (sign) {
    case "<":
      return figure < threshold;
    case "<=":
      return figure <= threshold;
    case ">":
      return figure > threshold;
    case ">=":
      return figure >= threshold;
  }
}

/** What is enough stays enough as cases are added, so doubling and then halving the step finds the fewest. */
function fewest(enough: (cases: number) => boolean): number | undefined {
  let [low, high] = [0, 1];
  while (!enough(high)) {
    if (high >= MOST) return undefined;
    [low, high] = [high, Math.min(2 * high, MOST)];
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
