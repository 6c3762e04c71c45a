import type { RandomSource } from "../../base/random/random-source.js";
import { shuffled } from "../../base/random/shuffled.js";
import { ROLES, type Role } from "./example.js";

/** What a split has to know of an example. */
export interface Splittable {
  readonly role: Role;
  readonly group: string;
  /** As `classOf` names it. */
  readonly kind: string;
}

/** Where an example goes; `spare` belongs to a group of the test file and is left out, because the file is full. */
export type Side = "training" | "test" | "spare";

/** Examples of one class of one agent: the test files are to have the same shares of them as all data. */
interface Stratum {
  readonly role: Role;
  readonly wanted: number;
  taken: number;
}

interface Group {
  readonly name: string;
  readonly counts: Map<Stratum, number>;
}

/**
 * Sides for examples, by whole groups: no group has examples on both sides, whichever agent they are of. Groups are drawn one
 * after the other; one goes to the test files if that brings the classes there nearer to their shares of all data. Where a
 * file then lacks examples, those groups follow that do least harm to the shares. What the groups of a test file have beyond
 * its number is left out of both sides.
 *
 * The order of the examples does not matter for where a group goes.
 *
 * @param wanted examples in the test file of each agent, >= 0
 */
export function splitByGroup(
  examples: readonly Splittable[],
  wanted: Readonly<Record<Role, number>>,
  source: RandomSource,
): readonly Side[] {
  const strata = strataOf(examples, wanted);
  const order = source.family("waltz-data-split", ["groups"]).of(0);
  const left = new Set(shuffled(groupsOf(examples, strata), order));
  const test = new Set<string>();
  const take = (group: Group) => {
    left.delete(group);
    test.add(group.name);
    for (const [stratum, count] of group.counts) stratum.taken += count;
  };
  for (const group of [...left]) if (costOf(group, wanted) < 0) take(group);
  for (const role of ROLES) {
    while (takenOf(role, strata) < wanted[role]) {
      const next = leastCost(left, role, wanted);
      if (next === undefined) break;
      take(next);
    }
  }
  return withSpares(examples, test, wanted, strata);
}

function strataOf(examples: readonly Splittable[], wanted: Readonly<Record<Role, number>>): Map<string, Stratum> {
  const [byStratum, byRole] = [new Map<string, number>(), new Map<Role, number>()];
  for (const example of examples) {
    byStratum.set(nameOf(example), (byStratum.get(nameOf(example)) ?? 0) + 1);
    byRole.set(example.role, (byRole.get(example.role) ?? 0) + 1);
  }
  const strata = new Map<string, Stratum>();
  for (const example of examples) {
    const { role } = example;
    const share = (byStratum.get(nameOf(example)) ?? 0) / (byRole.get(role) ?? 1);
    if (!strata.has(nameOf(example))) strata.set(nameOf(example), { role, wanted: share * wanted[role], taken: 0 });
  }
  return strata;
}

function nameOf({ role, kind }: Splittable): string {
  return `${role}/${kind}`;
}

function groupsOf(examples: readonly Splittable[], strata: ReadonlyMap<string, Stratum>): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const example of examples) {
    const group = groups.get(example.group) ?? { name: example.group, counts: new Map() };
    groups.set(example.group, group);
    const stratum = strata.get(nameOf(example));
    if (stratum !== undefined) group.counts.set(stratum, (group.counts.get(stratum) ?? 0) + 1);
  }
  return [...groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** By how much the squared distance from the wanted shares grows when the group is taken; below 0 it shrinks. */
function costOf({ counts }: Group, wanted: Readonly<Record<Role, number>>): number {
  let cost = 0;
  for (const [{ role, wanted: aim, taken }, count] of counts) {
    const unit = Math.max(1, wanted[role]);
    cost += ((taken + count - aim) / unit) ** 2 - ((taken - aim) / unit) ** 2;
  }
  return cost;
}

function leastCost(left: ReadonlySet<Group>, role: Role, wanted: Readonly<Record<Role, number>>): Group | undefined {
  let best: Group | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const group of left) {
    const cost = costOf(group, wanted);
    if (cost >= least || ![...group.counts.keys()].some((stratum) => stratum.role === role)) continue;
    least = cost;
    best = group;
  }
  return best;
}

function takenOf(role: Role, strata: ReadonlyMap<string, Stratum>): number {
  return [...strata.values()].reduce((sum, stratum) => sum + (stratum.role === role ? stratum.taken : 0), 0);
}

/** The sides, with as many examples of each test file spared as it has too many: of the classes that are furthest over. */
function withSpares(
  examples: readonly Splittable[],
  test: ReadonlySet<string>,
  wanted: Readonly<Record<Role, number>>,
  strata: ReadonlyMap<string, Stratum>,
): readonly Side[] {
  const spares = new Map<string, number>();
  for (const role of ROLES) {
    for (let surplus = takenOf(role, strata) - wanted[role]; surplus > 0; surplus -= 1) {
      const own = [...strata].filter(([, stratum]) => stratum.role === role && stratum.taken > 0);
      const [name, stratum] = own.reduce((most, next) => (over(next[1]) > over(most[1]) ? next : most));
      stratum.taken -= 1;
      spares.set(name, (spares.get(name) ?? 0) + 1);
    }
  }
  const sides = examples.map(({ group }): Side => (test.has(group) ? "test" : "training"));
  for (let at = examples.length - 1; at >= 0; at -= 1) {
    const example = examples[at];
    const spare = example === undefined ? 0 : (spares.get(nameOf(example)) ?? 0);
    if (example === undefined || sides[at] !== "test" || spare === 0) continue;
    sides[at] = "spare";
    spares.set(nameOf(example), spare - 1);
  }
  return sides;
}

function over({ taken, wanted }: Stratum): number {
  return taken - wanted;
}
