import { timeLeft } from "./progress.js";
import { ProgressLine, type ProgressScreen } from "./progress-line.js";

/** How many runs of a sweep are done, where there is a terminal, and room for signals in between. */
export class SweepProgress {
  private readonly line: ProgressLine;
  done: number;

  /**
   * @param before runs that were there at the start
   * @param screen undefined shows nothing
   */
  constructor(
    private readonly name: string,
    private readonly total: number,
    private readonly before: number,
    screen: ProgressScreen | undefined,
  ) {
    this.line = new ProgressLine(screen);
    this.done = before;
  }

  async add(): Promise<void> {
    this.done += 1;
    await this.line.advance((seconds) => sweepProgressLine(this.name, this.total, this.before, this.done, seconds));
  }

  /** Wipes the line. */
  end(): void {
    this.line.end();
  }
}

/** `mix_of_agents: 1,234/10,000 runs, 2 min 3 s left, 56 runs/s`; the rate is that of the runs since `before`. */
export function sweepProgressLine(name: string, total: number, before: number, done: number, seconds: number): string {
  const number = (value: number, digits = 0) => value.toLocaleString("en-US", { maximumFractionDigits: digits });
  const rate = (done - before) / seconds;
  const left = timeLeft((total - done) / rate);
  return `${name}: ${number(done)}/${number(total)} runs, ${left}, ${number(rate, rate < 10 ? 1 : 0)} runs/s`;
}
