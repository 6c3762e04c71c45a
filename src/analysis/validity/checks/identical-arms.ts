import { type ArmTrace, defineCheck, type JointRemark } from "../check.js";
import { counted, percent } from "../words.js";

/** Share of the seeds from which (included) it is told that two arms differ in the others alone. */
const MANY = 0.5;

/** Arms that are held against each other seed by seed: what one of them changes must show in some figure. */
export const identicalArms = defineCheck({
  name: "identical_arms",
  summary:
    "an arm whose every figure equals that of another arm, seed by seed; serious for all seeds, a warning from half of them on (against the first arm)",
  *across(arms) {
    const first = arms[0];
    const ofFirst = new Map(first?.seeds.map((seed, at) => [seed, first.prints[at]]));
    const known = new Map<string, ArmTrace>();
    for (const arm of arms) {
      const key = JSON.stringify(sorted(arm));
      const twin = arm.seeds.length === 0 ? undefined : known.get(key);
      if (twin !== undefined) yield same(twin, arm);
      else if (first !== undefined && arm !== first) yield* partlySame(first, ofFirst, arm);
      known.set(key, known.get(key) ?? arm);
    }
  },
});

/** Seed and print of every run, by seed. */
function sorted({ seeds, prints }: ArmTrace): readonly (readonly [number, number | undefined])[] {
  return seeds.map((seed, at) => [seed, prints[at]] as const).sort(([a], [b]) => a - b);
}

function same(a: ArmTrace, b: ArmTrace): JointRemark {
  const logs = logsAgree(a, b);
  const evidence = { seeds: a.seeds.length, ...(logs === undefined ? {} : { event_logs: logs }) };
  return {
    severity: "serious",
    arms: [a.name, b.name],
    message: `"${a.name}" and "${b.name}" came out the same to the last figure in ${counted(a.seeds.length, "seed")}${logs === undefined ? "" : `, their event logs ${logs}`}`,
    evidence,
    advice:
      "What sets the arms apart changed nothing. Look for a key without effect, a lever that never acted, or a value that is the same in both.",
  };
}

/** @param prints those of the first arm, by seed */
function* partlySame(
  first: ArmTrace,
  prints: ReadonlyMap<number, number | undefined>,
  arm: ArmTrace,
): Iterable<JointRemark> {
  const shared = arm.seeds.filter((seed) => prints.has(seed)).length;
  const equal = arm.seeds.filter((seed, at) => prints.get(seed) === arm.prints[at]).length;
  if (equal === 0 || equal < MANY * shared) return;
  yield {
    severity: equal === shared ? "serious" : "warning",
    arms: [first.name, arm.name],
    message: `"${first.name}" and "${arm.name}" came out the same in ${equal} of ${counted(shared, "shared seed")} (${percent(equal / shared)})`,
    evidence: { shared_seeds: shared, equal_seeds: equal },
    advice:
      "The whole difference comes from the other seeds. Read it as how often the change matters times how much, and plan the number of seeds for that.",
  };
}

/** Whether two arms have the same bytes in their logs; undefined where a log is missing. */
function logsAgree(a: ArmTrace, b: ArmTrace): "equal byte for byte" | "different" | undefined {
  const logs = new Map(a.seeds.map((seed, at) => [seed, a.logs[at]]));
  const pairs = b.seeds.map((seed, at) => [logs.get(seed), b.logs[at]] as const);
  if (pairs.some(([log, other]) => log === undefined || other === undefined)) return undefined;
  return pairs.every(([log, other]) => log === other) ? "equal byte for byte" : "different";
}
