import { COMPARABLE, rangeOf, unknownMetric } from "../../analysis/compare/metric-catalogue.js";
import type { Fault } from "../../base/errors.js";
import { didYouMean } from "../../base/nearest.js";
import type { Path } from "../../scenario/document.js";
import { type Locate, PathFaults, type Refuse } from "../../scenario/path-faults.js";
import type { ResearchStudy, StudyClaim } from "./research-study.js";

/** What is wrong with a study of the right form, as far as it shows without its scenarios. */
export function studyFaults(study: ResearchStudy, locate: Locate): readonly Fault[] {
  const { faults, refuse } = new PathFaults(locate);
  const { arms, claims, primary, metrics = [], seeds } = study;
  const controls = Object.keys(arms).filter((name) => arms[name].control === true);
  if (controls.length !== 1) {
    const found = controls.length === 0 ? "none is" : `${controls.join(" and ")} are`;
    refuse(["arms"], `need exactly one with control: true, and ${found}`, "key");
  }
  for (const [name, { set = {} }] of Object.entries(arms)) {
    if (Object.hasOwn(set, "simulation.seed")) {
      refuse(["arms", name, "set", "simulation.seed"], "has no effect: runs take their seeds from seeds", "key");
    }
  }
  const ids = claims.map(({ id }) => id);
  for (const [i, id] of ids.entries()) {
    if (ids.indexOf(id) < i) refuse(["claims", i, "id"], `is also that of claims[${ids.indexOf(id)}]`);
  }
  if (!ids.includes(primary)) {
    refuse(["primary"], `is the id of no claim: "${primary}"${didYouMean(primary, ids)}; there are: ${ids.join(", ")}`);
  }
  if (!Number.isSafeInteger(seeds.start + (seeds.count - 1) * seeds.step)) refuse(["seeds"], "go too far", "key");
  for (const [i, claim] of claims.entries()) claimFaults(claim, ["claims", i], Object.keys(arms), refuse);
  for (const [i, metric] of metrics.entries()) {
    const unknown = unknownMetric(metric);
    if (unknown !== undefined) refuse(["metrics", i], `: ${unknown}`);
  }
  return faults;
}

function claimFaults(claim: StudyClaim, at: Path, arms: readonly string[], refuse: Refuse): void {
  const { kind, metric, expected, arm, versus, threshold, margin } = claim;
  const unknown = unknownMetric(metric);
  if (unknown !== undefined) refuse([...at, "metric"], `: ${unknown}`);
  for (const [key, name] of Object.entries({ arm, versus })) {
    if (name === undefined || arms.includes(name)) continue;
    refuse([...at, key], `is no arm: "${name}"${didYouMean(name, arms)}; there are: ${arms.join(", ")}`);
  }
  if (arm === versus) refuse([...at, "versus"], "is the arm itself: it differs in nothing");
  const compares = kind === "difference" || kind === "equivalence";
  if (compares && versus === undefined)
    refuse([...at], `needs versus: a claim of ${kind} holds two arms together`, "key");
  if (kind === "level" && versus !== undefined) refuse([...at, "versus"], "has no effect on a level", "key");
  if (kind !== "level" && threshold !== undefined) refuse([...at, "threshold"], "goes with kind: level", "key");
  if (kind === "equivalence" && expected !== "zero") refuse([...at, "expected"], "must be zero for an equivalence");
  if (kind === "difference" && expected === "zero") refuse([...at, "expected"], "must not be zero for a difference");
  if (expected === "zero" && margin === undefined) {
    refuse([...at], "needs a margin: how small a change does not matter is no question of statistics", "key");
  }
  if (expected !== "zero" && margin !== undefined) refuse([...at, "margin"], "goes with expected: zero", "key");
  const range = kind === "level" && COMPARABLE.has(metric) ? rangeOf(metric, []) : undefined;
  const limit = threshold ?? 0;
  if (range !== undefined && expected !== "zero" && !(limit > range[0] && limit < range[1])) {
    refuse(
      [...at, "threshold"],
      `must lie inside of [${range[0]}, ${range[1]}], got ${limit}: beyond it nothing is claimed`,
    );
  }
}
