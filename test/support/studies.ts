import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadStudy, type Study } from "../../src/batch/study.js";

/** Three agents, one epoch of two steps: a run takes a fraction of a millisecond. */
export const TINY = `
scenario_id: tiny
agents: [{ type: honest, count: 2 }, { type: opportunistic, count: 1 }]
simulation: { seed: 1, n_epochs: 1, steps_per_epoch: 2 }
`;

/** Writes a study of the scenario `tiny.yaml` into a folder; `lines` come after its name and base. */
export function writeStudy(folder: string, lines: string, base = TINY): string {
  writeFileSync(join(folder, "tiny.yaml"), base);
  const file = join(folder, "study.yaml");
  writeFileSync(file, `study: s\nbase: tiny.yaml\n${lines}`);
  return file;
}

export const tinyStudy = (folder: string, lines: string, base = TINY): Study =>
  loadStudy(writeStudy(folder, lines, base));

/** 2 x 3 points with 2 seeds. */
export const GRID = `
design: { kind: grid }
vary:
  - { path: payoff.h, values: [1, 2] }
  - { path: agents.0.count, values: [2, 3, 4] }
seeds: { count: 2 }
`;
