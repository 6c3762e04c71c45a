import type { Progress, Watcher } from "../engine/simulation.js";
import type { ScenarioSpec } from "../scenario/spec.js";
import { ProgressLine, type ProgressScreen } from "./progress-line.js";

/** Between two versions of the line, in milliseconds. */
const SHOW_EVERY = 100;

/** Follows one run: keeps the process able to hear signals, and shows how far it is where there is a terminal. */
export class RunProgress {
  private readonly line: ProgressLine;

  /** `screen` undefined shows nothing. */
  constructor(
    private readonly spec: ScenarioSpec,
    screen: ProgressScreen | undefined,
  ) {
    this.line = new ProgressLine(screen, SHOW_EVERY);
  }

  readonly watch: Watcher = (progress) => this.line.advance((seconds) => progressLine(this.spec, progress, seconds));

  /** Wipes the line. */
  end(): void {
    this.line.end();
  }
}

/** `baseline: epoch 3/10, 12 s left, 1,234 interactions, 56,000 agent-steps/s` */
export function progressLine(
  { scenario_id, simulation: { n_epochs, steps_per_epoch } }: ScenarioSpec,
  { epoch, step, agentSteps, interactions }: Progress,
  seconds: number,
): string {
  const done = (epoch * steps_per_epoch + step + 1) / (n_epochs * steps_per_epoch);
  const number = (value: number) => value.toLocaleString("en-US", { maximumFractionDigits: 0 });
  const rate = number(agentSteps / seconds);
  const left = timeLeft(seconds * (1 / done - 1));
  const epochs = `epoch ${epoch + 1}/${n_epochs}`;
  return `${scenario_id}: ${epochs}, ${left}, ${number(interactions)} interactions, ${rate} agent-steps/s`;
}

/** `2 min 3 s left` */
export function timeLeft(seconds: number): string {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const [hours, minutes, rest] = parts;
  if (hours > 0) return `${hours} h ${minutes} min left`;
  return minutes > 0 ? `${minutes} min ${rest} s left` : `${rest} s left`;
}
