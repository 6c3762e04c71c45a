import { setImmediate } from "node:timers/promises";
import { type ProgressScreen, timeLeft } from "../progress.js";

/** Longest time that work may keep signals waiting; time before the line appears, and between two versions of it. Milliseconds. */
const YIELD_EVERY = 50;
const SHOW_AFTER = 500;
const SHOW_EVERY = 200;

/** How much of some work of known size is done, where there is a terminal, and room for signals in between. */
export class CountProgress {
  private readonly started = performance.now();
  private yielded = this.started;
  private shown = this.started + SHOW_AFTER - SHOW_EVERY;
  private visible = false;
  private count = 0;

  /**
   * @param what the line begins with
   * @param screen undefined shows nothing
   */
  constructor(
    private readonly what: string,
    private readonly total: number,
    private readonly screen: ProgressScreen | undefined,
  ) {}

  readonly add = async (): Promise<void> => {
    this.count += 1;
    const now = performance.now();
    if (this.screen?.isTTY && now - this.shown >= SHOW_EVERY) {
      this.shown = now;
      this.visible = true;
      const left = timeLeft((((now - this.started) / 1000) * (this.total - this.count)) / this.count);
      const line = `${this.what}: ${this.count}/${this.total}, ${left}`;
      this.screen.write(`\r\x1b[2K${line.slice(0, (this.screen.columns ?? 80) - 1)}`);
    }
    if (now - this.yielded < YIELD_EVERY) return;
    await setImmediate();
    this.yielded = performance.now();
  };

  /** Wipes the line. */
  end(): void {
    if (this.visible) this.screen?.write("\r\x1b[2K");
    this.visible = false;
  }
}
