import type { Change } from "./comparison.js";

/** Blocks and keys that differ between any two runs or scenarios, and mean nothing to a comparison of them. */
const APART = ["scenario_id", "description", "motif", "outputs", "simulation.seed"];

/** Every parameter in which an arm differs from the control, by path (`agents[0].count`), in alphabetical order. */
export function changesBetween(control: unknown, arm: unknown): readonly Change[] {
  const [before, after] = [leavesOf(control), leavesOf(arm)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path) => {
    const [a, b] = [before.get(path), after.get(path)];
    const apart = APART.some((key) => path === key || path.startsWith(`${key}.`));
    if (apart || JSON.stringify(a) === JSON.stringify(b)) return [];
    return [{ path, ...(before.has(path) ? { control: a } : {}), ...(after.has(path) ? { arm: b } : {}) }];
  });
}

function leavesOf(value: unknown, path = "", leaves = new Map<string, unknown>()): ReadonlyMap<string, unknown> {
  if (Array.isArray(value) && value.length > 0) {
    for (const [at, part] of value.entries()) leavesOf(part, `${path}[${at}]`, leaves);
  } else if (typeof value === "object" && value !== null && Object.keys(value).length > 0) {
    for (const [key, part] of Object.entries(value)) leavesOf(part, path === "" ? key : `${path}.${key}`, leaves);
  } else if (value !== undefined) leaves.set(path, value);
  return leaves;
}
