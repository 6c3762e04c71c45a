import { type NetworkBlock, PARAMS, READ_BY } from "./network-block.js";
import type { SpecFault } from "./spec-faults.js";

/** Keys that only a network with `dynamic: true` reads. */
const OF_DYNAMIC = ["edge_strengthen_rate", "edge_decay_rate", "min_edge_weight", "max_edge_weight"] as const;

type Given = Readonly<Record<string, unknown>>;

/** What is wrong with a `network` block that its schema cannot see. `given` is the block as the user wrote it. */
export function networkFaults(block: NetworkBlock, given: Given, agents: number): SpecFault[] {
  if (!block.enabled) return [];
  return [...edgeFaults(block, agents), ...doubleNames(block, given), ...idleKeys(block, given)];
}

function edgeFaults({ topology, edges }: NetworkBlock, agents: number): SpecFault[] {
  if (topology !== "custom") return [];
  if (edges === undefined) {
    const message = "needs edges: without them nobody can interact";
    return [{ path: ["network", "topology"], message: `custom ${message}`, refused: "unless replayed" }];
  }
  const faults: SpecFault[] = [];
  const first = new Map<string, number>();
  edges.forEach(([a, b], i) => {
    const refuse = (message: string) => faults.push({ path: ["network", "edges", i], message, refused: "always" });
    const outside = [a, b].filter((end) => end >= agents);
    if (outside.length > 0) refuse(`names agent ${outside.join(" and ")}: there are ${agents}, counted from 0`);
    if (a === b) refuse(`joins agent ${a} to itself`);
    const ends = a < b ? `${a}-${b}` : `${b}-${a}`;
    const earlier = first.get(ends);
    if (earlier === undefined) first.set(ends, i);
    else refuse(`is the same edge as edges[${earlier}]`);
  });
  return faults;
}

/** Two names of one setting with different values. The block's own key counts as given where it is. */
function doubleNames({ params = {} }: NetworkBlock, given: Given): SpecFault[] {
  return Object.entries(PARAMS).flatMap(([key, names]): SpecFault[] => {
    const said = names.flatMap((name) => (params[name] === undefined ? [] : [{ name, value: params[name] }]));
    const values = said.map(({ value }) => value);
    if (given[key] !== undefined) values.push(given[key] as number);
    if (said.length === 0 || values.every((value) => value === values[0])) return [];
    const message = `is given more than once, as ${values.join(" and ")}: ${values[0]} would count`;
    return [{ path: ["network", "params", said[0].name], message, refused: "unless replayed" }];
  });
}

/** Keys that the network at hand does not read: worth saying, and harmless when topologies are swept over. */
function idleKeys({ topology, dynamic, params = {} }: NetworkBlock, given: Given): SpecFault[] {
  const remark = (path: readonly string[], message: string): SpecFault => {
    return { path: ["network", ...path], message: `has no effect: ${message}`, refused: "never" };
  };
  const idle = Object.entries(PARAMS).filter(([key]) => !READ_BY[topology].some((read) => read === key));
  const found = idle.flatMap(([key, names]) => {
    const message = `topology ${topology} does not read it`;
    const here = names.filter((name) => params[name] !== undefined).map((name) => remark(["params", name], message));
    return given[key] === undefined ? here : [...here, remark([key], message)];
  });
  if (topology !== "custom" && given.edges !== undefined)
    found.push(remark(["edges"], "only topology custom reads it"));
  if (dynamic) return found;
  return [
    ...found,
    ...OF_DYNAMIC.filter((key) => given[key] !== undefined).map((key) => remark([key], "dynamic is false")),
  ];
}
