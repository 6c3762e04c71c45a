import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { swarmHere } from "./in-process.js";
import { ROOT } from "./readme.js";
import { temporaryFolders } from "./temporary.js";

const SHORT = "simulation.n_epochs: 4, simulation.steps_per_epoch: 6";

/** A paper of a few words, whose study has two small arms. */
const ANNOTATION = `title: Audits in markets of agents
arxiv_id: "2501.00001"
claims:
  - claim: audits of all trades lower harm
    metric: toxicity_rate
    expected: negative
    min_effect: 0.05
  - claim: the general mood improves
    testable: false
    why_not: there is no mood here
swarm_scenarios:
  unwatched:
    control: true
    scenario: scenarios/baseline.yaml
    overrides: { ${SHORT} }
  watched:
    scenario: scenarios/baseline.yaml
    governance: { audit_enabled: true, audit_probability: 1, audit_threshold_p: 0.9 }
    overrides: { ${SHORT} }
`;

/** Path of the study below its folder. */
export const STUDY = "logs/s.study.yaml";

/** Puts a study called `s` with a verdict on it into an empty folder. */
export async function studyWithVerdict(
  cwd: string,
  { seeds = 12, upTo = "verdict" }: { readonly seeds?: number; readonly upTo?: "lock" | "run" | "verdict" } = {},
): Promise<void> {
  symlinkSync(join(ROOT, "scenarios"), join(cwd, "scenarios"));
  writeFileSync(join(cwd, "a.yaml"), ANNOTATION);
  const steps = [
    ["compile", "a.yaml", "--name", "s", "--seeds", String(seeds), "--pilot", "0"],
    ["lock", STUDY],
    ["run", STUDY, "--threads", "1"],
    ["verdict", STUDY],
  ];
  const last = ["compile", "lock", "run", "verdict"].indexOf(upTo);
  for (const step of steps.slice(0, last + 1)) {
    const { code, stderr } = await swarmHere(["research", ...step, "--quiet"], { cwd });
    if (code !== 0) throw new Error(`swarm research ${step.join(" ")}: ${stderr}`);
  }
}

/** Makes folders with that study, which is run once for them all. Call it once, at the top of a test file. */
export function foldersWithVerdict(): () => string {
  const temporary = temporaryFolders();
  let template: string;
  beforeAll(async () => {
    template = mkdtempSync(join(tmpdir(), "swarm-test-"));
    await studyWithVerdict(template);
  }, 120_000);
  afterAll(() => rmSync(template, { recursive: true, force: true }));
  return () => {
    const folder = temporary();
    cpSync(template, folder, { recursive: true, verbatimSymlinks: true });
    return folder;
  };
}
