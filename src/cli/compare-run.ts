import { ActivityTally } from "../analysis/compare/activity-tally.js";
import { changesBetween } from "../analysis/compare/changes.js";
import { type ArmInput, PRICE } from "../analysis/compare/compare-arms.js";
import { figuresOfRun, type RunFigures } from "../analysis/compare/run-figures.js";
import { TrajectoryTally } from "../analysis/compare/trajectory.js";
import type { Finding } from "../analysis/validity/finding.js";
import { Sentinel } from "../analysis/validity/sentinel.js";
import { StoppedError } from "../base/errors.js";
import { type ManyOptions, simulateMany } from "../batch/simulate-many.js";
import { withSeed } from "../batch/study-point.js";
import { fingerprint } from "../records/canonical-json.js";
import type { RunDigest } from "../scenario/digest.js";
import type { Scenario } from "../scenario/spec.js";
import type { ScenarioArm } from "./compare-scenarios.js";
import { type ArmSeeds, seedsIn } from "./compare-seeds.js";
import type { SweepProgress } from "./sweep-progress.js";

export interface ArmRunOptions extends Pick<ManyOptions, "threads" | "models"> {
  readonly progress: SweepProgress;
  /** Whose course over the epochs is kept, besides that of the price. */
  readonly metrics: readonly string[];
}

/** Arms that have run, and what keeps them from showing what they seem to show. */
export interface RunArms {
  readonly inputs: readonly ArmInput[];
  readonly validity: readonly Finding[];
}

/** Runs every arm with every seed, on several threads; the outcome is the same for any number of them. */
export async function runArms(
  arms: readonly ScenarioArm[],
  seeds: ArmSeeds,
  { progress, metrics, ...options }: ArmRunOptions,
): Promise<RunArms> {
  const sentinel = new Sentinel();
  const inputs: ArmInput[] = [];
  const outcomes = simulateMany(runsOf(arms, seeds), { ...options, keepRows: true });
  try {
    for (const arm of arms) {
      const watch = sentinel.arm(arm.name, arm.scenario);
      const tally = new ArmTally(arm, [...new Set([...metrics, ...PRICE, "frozen_agents"])]);
      for (const seed of seedsIn(seeds)) {
        const { value: outcome } = await outcomes.next();
        if (outcome?.error?.stopped) {
          throw new StoppedError(`the run of arm "${arm.name}" with seed ${seed} ${outcome.error.message}`);
        }
        if (outcome?.digest === undefined) {
          const why = outcome?.error?.stack ?? "it has no outcome";
          throw new Error(`the run of arm "${arm.name}" with seed ${seed} failed: ${why}`);
        }
        watch.add(outcome.digest);
        tally.add(outcome.digest);
        await progress.add();
      }
      watch.close();
      inputs.push(tally.input(arms[0]));
    }
  } finally {
    progress.end();
    await outcomes.return(undefined);
  }
  return { inputs, validity: sentinel.findings() };
}

function* runsOf(arms: readonly ScenarioArm[], seeds: ArmSeeds): Iterable<Scenario> {
  for (const { scenario } of arms) for (const seed of seedsIn(seeds)) yield withSeed(scenario, seed);
}

/** Takes the runs of one arm in and keeps what a comparison needs of them. */
class ArmTally {
  private readonly runs: RunFigures[] = [];
  private readonly trajectories: TrajectoryTally;
  private readonly activity = new ActivityTally();

  constructor(
    private readonly arm: ScenarioArm,
    metrics: readonly string[],
  ) {
    this.trajectories = new TrajectoryTally(metrics);
  }

  add(digest: RunDigest): void {
    this.runs.push(figuresOfRun(digest, this.arm.scenario.semantics.emptyEpochsCountAsZero));
    this.trajectories.add(digest.rows ?? []);
    this.activity.add(digest.activity);
  }

  input(control: ScenarioArm): ArmInput {
    const { name, file, settings, scenario } = this.arm;
    return {
      name,
      runs: this.runs,
      info: {
        sources: [file],
        settings,
        changes: changesBetween(control.scenario.spec, scenario.spec),
        scenario_id: scenario.spec.scenario_id,
        parameters_sha256: fingerprint(scenario.spec),
        parameters: scenario.spec,
      },
      trajectories: this.trajectories.trajectories(name),
      activity: this.activity.activity(name),
    };
  }
}
