import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { swarmHere } from "./in-process.js";
import { ROOT } from "./readme.js";

const FIGURES = "toxicity_rate_all,quality_gap,spread,conditional_loss_initiator,conditional_loss_counterparty";
const OFF = "governance.circuit_breaker_enabled=false,governance.audit_enabled=false";
const STRICT = "governance.audit_probability=0.6,governance.freeze_threshold_toxicity=0.3";
const SECURITY =
  "governance.security_enabled=true,governance.security_penalty_multiplier=0," +
  "governance.security_penalty_threshold=1,governance.security_quarantine_threshold=1";
const COLLUSION = "governance.collusion_detection_enabled=true,governance.collusion_penalty_multiplier=0";

const MIX = `study: mix
base: scenarios/alignment_waltz_targeted_feedback.yaml
set:
  simulation.n_epochs: 2
design:
  kind: grid
vary:
  - name: deceptive
    path: agents.2.count
    values: [0, 2]
seeds:
  count: 3
`;

/** Arguments of `swarm note` for the files that `writeNoteInputs` makes. */
export const NOTE_ARGUMENTS: readonly string[] = [
  ...["--waltz", "logs/w_comparison.json", "--macpo", "logs/m_comparison.json", "--mix", "logs/mix_analysis.json"],
  ...["--manifests", "logs/alignment_waltz_targeted_feedback_manifest.json", "logs/macpo_weak_to_strong_manifest.json"],
];

/** Makes small files of every kind that a note is made of, below `folder`: 3 epochs, 6 seeds, fewer in the sweep. */
export async function writeNoteInputs(folder: string): Promise<void> {
  cpSync(join(ROOT, "scenarios"), join(folder, "scenarios"), { recursive: true });
  writeFileSync(join(folder, "mix.yaml"), MIX);
  const waltz = "scenarios/alignment_waltz_targeted_feedback.yaml";
  const macpo = "scenarios/macpo_weak_to_strong.yaml";
  const small = ["--set", "simulation.n_epochs=3", "--quiet"];
  const compare = ["--seeds", "6", "--threads", "1", ...small];
  const arms = (...all: readonly string[]) => all.flatMap((arm) => ["--arm", arm]);
  const off = `${OFF},governance.security_enabled=false`;
  const strict = `${STRICT},governance.security_enabled=false`;
  const commands = [
    ["run", waltz, macpo, ...small],
    [
      ...["compare", waltz, "--name", "w", "--metrics", `${FIGURES},ecosystem_threat_level,quarantined_agents`],
      ...arms(`levers off: ${off}`, `levers off, watched: ${OFF},${SECURITY}`),
      ...arms(`strict levers: ${strict}`, `strict levers, watched: ${STRICT},${SECURITY}`),
      ...compare,
      ...["--control", "base"],
    ],
    [
      ...["compare", macpo, "--name", "m", "--metrics", `${FIGURES},ecosystem_collusion_risk,flagged_pairs`],
      ...arms(`own levers, watched: ${COLLUSION}`, `levers off: ${OFF}`, `levers off, watched: ${OFF},${COLLUSION}`),
      ...arms(`strict levers: ${STRICT},governance.collusion_detection_enabled=true`),
      ...compare,
      ...["--control", "own levers, watched"],
    ],
    ["sweep", "mix.yaml", "--threads", "1", "--quiet"],
  ];
  for (const command of commands) {
    const { code, stderr } = await swarmHere(command, { cwd: folder });
    if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}: ${stderr}`);
  }
}
