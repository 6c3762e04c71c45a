import { COMPARABLE, rangeOf } from "../../analysis/compare/metric-catalogue.js";
import type { Fault } from "../../base/errors.js";
import { didYouMean } from "../../base/nearest.js";
import type { Path } from "../../scenario/document.js";
import { BUILT_IN } from "../../scenario/extensions.js";
import { type Locate, PathFaults, type Refuse } from "../../scenario/path-faults.js";
import type { AnnotatedArm, PaperAnnotation, VerifiableClaim } from "./annotation.js";
import { columnOf, REFERENCE_METRICS } from "./vocabulary.js";

/** A date, with a time and an offset or without. */
const ISO_8601 = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** What is wrong with an annotation of the right form, as far as it shows without its scenarios. */
export function annotationFaults(annotation: PaperAnnotation, locate: Locate): readonly Fault[] {
  const { faults, refuse } = new PathFaults(locate);
  const { annotated_at, claims } = annotation;
  if (annotated_at !== undefined && !isTime(annotated_at)) {
    refuse(
      ["annotated_at"],
      `is no time of ISO-8601 such as 2026-01-31T12:00:00Z, got ${JSON.stringify(annotated_at)}`,
    );
  }
  const arms = armsOf(annotation);
  if (arms !== undefined) armFaults(arms, refuse);
  for (const [i, claim] of claims.entries()) claimFaults(claim, ["claims", i], arms, refuse);
  return faults;
}

/** The arms that an annotation names; undefined where it names none. */
export function armsOf({ swarm_scenarios: arms }: PaperAnnotation): Readonly<Record<string, AnnotatedArm>> | undefined {
  if (Array.isArray(arms) || Object.keys(arms).length === 0) return undefined;
  return arms as Readonly<Record<string, AnnotatedArm>>;
}

/** What is wrong with the name of a claim's metric, if there is no such. */
export function unknownClaimMetric(metric: string): string | undefined {
  if (COMPARABLE.has(columnOf(metric))) return undefined;
  const near = didYouMean(metric, [...COMPARABLE.keys(), ...REFERENCE_METRICS]);
  return `is no metric: "${metric}"${near}; swarm metrics lists them`;
}

function isTime(text: string): boolean {
  return ISO_8601.test(text) && !Number.isNaN(Date.parse(text.replace(" ", "T")));
}

function armFaults(arms: Readonly<Record<string, AnnotatedArm>>, refuse: Refuse): void {
  const at: Path = ["swarm_scenarios"];
  const names = Object.keys(arms);
  const controls = names.filter((name) => arms[name].control === true);
  if (names.length < 2) refuse(at, "has one arm: a study needs a control and a treatment", "key");
  if (controls.length !== 1) {
    const found = controls.length === 0 ? "none is" : `${controls.join(" and ")} are`;
    refuse(at, `needs exactly one arm with control: true, and ${found}`, "key");
  }
  for (const [name, { agent_roles = {}, metrics = [] }] of Object.entries(arms)) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name) || name.length > 60) {
      refuse([...at, name], "is no name of an arm: letters, digits, . _ -, at most 60", "key");
    }
    for (const type of Object.keys(agent_roles)) {
      if (BUILT_IN.agents.find(type) === undefined) {
        refuse([...at, name, "agent_roles", type], `: ${BUILT_IN.agents.unknown(type)}`, "key");
      }
    }
    for (const [i, metric] of metrics.entries()) {
      const unknown = unknownClaimMetric(metric);
      if (unknown !== undefined) refuse([...at, name, "metrics", i], unknown);
    }
  }
}

function claimFaults(
  claim: VerifiableClaim,
  at: Path,
  arms: Readonly<Record<string, AnnotatedArm>> | undefined,
  refuse: Refuse,
): void {
  const { testable, metric, kind, expected, threshold, margin, arm, versus } = claim;
  if (metric === "") {
    if (testable) refuse([...at, "metric"], "is missing: a claim that can be tested names one; else testable: false");
    return;
  }
  const unknown = unknownClaimMetric(metric);
  if (unknown !== undefined) refuse([...at, "metric"], unknown);
  for (const [key, name] of Object.entries({ arm, versus })) {
    if (name === undefined) continue;
    if (arms === undefined) refuse([...at, key], "names an arm, and swarm_scenarios has none by name", "key");
    else if (!Object.hasOwn(arms, name)) {
      const there = Object.keys(arms);
      refuse([...at, key], `is no arm: "${name}"${didYouMean(name, there)}; there are: ${there.join(", ")}`);
    }
  }
  if (arm !== undefined && arm === versus) refuse([...at, "versus"], "is the arm itself: it differs in nothing");
  if (kind === "equivalence" && expected !== "zero") {
    refuse([...at, "expected"], `must be zero for a claim of equivalence, got "${expected}"`);
  }
  if (kind === "difference" && expected === "zero") {
    refuse(
      [...at, "expected"],
      "must be positive or negative for a difference; that nothing changes is an equivalence",
    );
  }
  if (kind === "level") levelFaults(claim, at, unknown === undefined, refuse);
  else if (threshold !== undefined) refuse([...at, "threshold"], "has no effect: it goes with kind: level", "key");
  if (kind === "level" && versus !== undefined) {
    refuse([...at, "versus"], "has no effect: a level is that of one arm", "key");
  }
  if (margin !== undefined && kind !== "equivalence" && expected !== "zero") {
    refuse([...at, "margin"], "has no effect: it goes with a claim that nothing changes", "key");
  }
}

/** A rate is never below 0: whoever claims a sign of one means a difference. */
function levelFaults({ metric, expected, threshold = 0 }: VerifiableClaim, at: Path, known: boolean, refuse: Refuse) {
  const range = known ? rangeOf(columnOf(metric), []) : undefined;
  if (range === undefined || expected === "zero") return;
  const [least, largest] = range;
  if (threshold > least && threshold < largest) return;
  const side = expected === "positive" ? "above" : "below";
  refuse(
    [...at, "threshold"],
    `: whether ${metric} is ${side} ${threshold} is no question, as it lies in [${least}, ${largest}]; ` +
      "give a threshold inside, or make it a difference of two arms",
  );
}
