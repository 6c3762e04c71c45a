import { setImmediate } from "node:timers/promises";

/** Longest time, in milliseconds, that work may keep signals waiting. */
const YIELD_EVERY = 50;

/** Time before the line appears, so that short work shows none; milliseconds. */
const SHOW_AFTER = 500;

/** A terminal, as far as a line of progress needs it. */
export interface ProgressScreen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): void;
}

/** Keeps the process able to hear signals while work goes on, and shows how far it is where there is a terminal. */
export class ProgressLine {
  private readonly started = performance.now();
  private yielded = this.started;
  private shown: number;
  private visible = false;

  /**
   * @param screen undefined shows nothing
   * @param showEvery between two versions of the line, in milliseconds
   */
  constructor(
    private readonly screen: ProgressScreen | undefined,
    private readonly showEvery = 200,
  ) {
    this.shown = this.started + SHOW_AFTER - showEvery;
  }

  /**
   * Follows a piece of work; the promise, where there is one, is to be awaited before the next.
   *
   * @param text the line after so many seconds
   */
  advance(text: (seconds: number) => string): Promise<void> | undefined {
    const now = performance.now();
    if (this.screen?.isTTY && now - this.shown >= this.showEvery) {
      this.shown = now;
      this.visible = true;
      const line = text((now - this.started) / 1000);
      this.screen.write(`\r\x1b[2K${line.slice(0, (this.screen.columns ?? 80) - 1)}`);
    }
    return now - this.yielded < YIELD_EVERY ? undefined : this.yield();
  }

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
