import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeEach } from "vitest";
import type { Comparison } from "../../src/analysis/compare/comparison.js";
import type { Answer } from "../../src/analysis/statistics/answer.js";
import { swarmHere } from "./in-process.js";
import { temporaryFolders } from "./temporary.js";

/** Five agents, four epochs, audits. */
export const POND = `# Who eats whom?
scenario_id: pond
agents: [{ type: honest, count: 3 }, { type: opportunistic }, { type: adversarial }]
governance: { audit_enabled: true, audit_probability: 0.3, audit_threshold_p: 0.6 }
simulation: { seed: 5, n_epochs: 4, steps_per_epoch: 5 }
`;

export const NO_AUDITS = ["--arm", "no audits: governance.audit_enabled=false"];

/** A folder of its own for each test, with `pond.yaml` in it, and what tests of `swarm compare` do there. */
export function pond() {
  const temporary = temporaryFolders();
  let folder = "";
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  beforeEach(() => {
    folder = temporary();
    write("pond.yaml", POND);
  });
  const swarm = (...args: readonly string[]) => swarmHere(args, { cwd: folder });
  return {
    get folder() {
      return folder;
    },
    write,
    read,
    swarm,
    /** On one thread, in this process. */
    compare: (...args: readonly string[]) => swarm("compare", ...args, "--threads", "1"),
    ofTables: (...args: readonly string[]) => swarm("compare", ...args),
    comparison: (name = "logs/pond_comparison.json"): Comparison => JSON.parse(read(name)),
    rows: (name: string): readonly Record<string, string>[] => parse(read(name), { columns: true }),
  };
}

export function given<T>(found: Answer<T>): T {
  if (!found.defined) throw new Error(found.why);
  return found.value;
}
