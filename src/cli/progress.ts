import { setImmediate } from "node:timers/promises";
import type { Progress, Watcher } from "../engine/simulation.js";
import type { ScenarioSpec } from "../scenario/spec.js";

/** Longest time, in milliseconds, that a run may keep signals waiting. */
const YIELD_EVERY = 50;

/** Time before the line appears, so that short runs show none, and between two versions of it; milliseconds. */
const SHOW_AFTER = 500;
const SHOW_EVERY = 100;

/** A terminal, as far as a line of progress needs it. */
export interface ProgressScreen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): void;
}

/** Follows one run: keeps the process able to hear signals, and shows how far it is where there is a terminal. */
export class RunProgress {
  private readonly started = performance.now();
  private yielded = this.started;
  private shown = this.started + SHOW_AFTER - SHOW_EVERY;
  private visible = false;

  /** `screen` undefined shows nothing. */
  constructor(
    private readonly spec: ScenarioSpec,
    private readonly screen: ProgressScreen | undefined,
  ) {}

  readonly watch: Watcher = (progress) => {
    const now = performance.now();
    if (this.screen?.isTTY && now - this.shown >= SHOW_EVERY) {
      this.shown = now;
      this.visible = true;
      const line = progressLine(this.spec, progress, (now - this.started) / 1000);
      this.screen.write(`\r\x1b[2K${line.slice(0, (this.screen.columns ?? 80) - 1)}`);
    }
    if (now - this.yielded < YIELD_EVERY) return undefined;
    return this.yield();
  };

  /** Wipes the line. */
  end(): void {
    if (this.visible) this.screen?.write("\r\x1b[2K");
    this.visible = false;
  }

  private async yield(): Promise<void> {
    await setImmediate();
    this.yielded = performance.now();
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
