import { setImmediate } from "node:timers/promises";
import { type ProgressScreen, timeLeft } from "./progress.js";

/** Longest time, in milliseconds, that runs in this thread may keep signals waiting. */
const YIELD_EVERY = 50;

/** Time before the line appears and between two versions of it; milliseconds. */
const SHOW_AFTER = 500;
const SHOW_EVERY = 200;

/** How many runs of a sweep are done, where there is a terminal, and room for signals in between. */
export class SweepProgress {
  private readonly started = performance.now();
  private yielded = this.started;
  private shown = this.started + SHOW_AFTER - SHOW_EVERY;
  private visible = false;
  done: number;

  /**
   * @param before runs that were there at the start
   * @param screen undefined shows nothing
   */
  constructor(
    private readonly name: string,
    private readonly total: number,
    private readonly before: number,
    private readonly screen: ProgressScreen | undefined,
  ) {
    this.done = before;
  }

  async add(): Promise<void> {
    this.done += 1;
    const now = performance.now();
    if (this.screen?.isTTY && now - this.shown >= SHOW_EVERY) {
      this.shown = now;
      this.visible = true;
      const line = sweepProgressLine(this.name, this.total, this.before, this.done, (now - this.started) / 1000);
      this.screen.write(`\r\x1b[2K${line.slice(0, (this.screen.columns ?? 80) - 1)}`);
    }
    if (now - this.yielded < YIELD_EVERY) return;
    await setImmediate();
    this.yielded = performance.now();
  }

  /** Wipes the line. */
  end(): void {
    if (this.visible) this.screen?.write("\r\x1b[2K");
    this.visible = false;
  }
}

/** `mix_of_agents: 1,234/10,000 runs, 2 min 3 s left, 56 runs/s`; the rate is that of the runs since `before`. */
export function sweepProgressLine(name: string, total: number, before: number, done: number, seconds: number): string {
  const number = (value: number, digits = 0) => value.toLocaleString("en-US", { maximumFractionDigits: digits });
  const rate = (done - before) / seconds;
  const left = timeLeft((total - done) / rate);
  return `${name}: ${number(done)}/${number(total)} runs, ${left}, ${number(rate, rate < 10 ? 1 : 0)} runs/s`;
}
