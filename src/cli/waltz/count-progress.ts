import { timeLeft } from "../progress.js";
import { ProgressLine, type ProgressScreen } from "../progress-line.js";

/** How much of some work of known size is done, where there is a terminal, and room for signals in between. */
export class CountProgress {
  private readonly line: ProgressLine;
  private count = 0;

  /**
   * @param what the line begins with
   * @param screen undefined shows nothing
   */
  constructor(
    private readonly what: string,
    private readonly total: number,
    screen: ProgressScreen | undefined,
  ) {
    this.line = new ProgressLine(screen);
  }

  readonly add = async (): Promise<void> => {
    this.count += 1;
    await this.line.advance((seconds) => {
      const left = timeLeft((seconds * (this.total - this.count)) / this.count);
      return `${this.what}: ${this.count}/${this.total}, ${left}`;
    });
  };

  /** Wipes the line. */
  end(): void {
    this.line.end();
  }
}
