import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SweepProgress, sweepProgressLine } from "../../src/cli/sweep-progress.js";

describe("the line of progress of a sweep", () => {
  it("says how many runs are done and how long the others will take at the pace of this sweep", () => {
    // 100 runs were there; 50 in 10 seconds leave 850 for 170 seconds.
    expect(sweepProgressLine("mix", 1000, 100, 150, 10)).toBe("mix: 150/1,000 runs, 2 min 50 s left, 5 runs/s");
    expect(sweepProgressLine("mix", 10_000, 0, 4000, 10)).toBe("mix: 4,000/10,000 runs, 15 s left, 400 runs/s");
  });
});

describe("following a sweep", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
  afterEach(() => void vi.useRealTimers());

  const screen = (isTTY: boolean, columns = 80) => {
    const written: string[] = [];
    return { isTTY, columns, written, write: (text: string) => void written.push(text) };
  };

  it("shows a line from half a second on, five times a second, cut to the terminal, and wipes it at the end", async () => {
    const terminal = screen(true, 20);
    const progress = new SweepProgress("mix", 100, 0, terminal);
    for (let run = 0; run < 8; run += 1) {
      vi.advanceTimersByTime(100);
      await progress.add();
    }
    expect(terminal.written).toEqual(["\r\x1b[2Kmix: 5/100 runs, 10", "\r\x1b[2Kmix: 7/100 runs, 10"]);
    progress.end();
    progress.end();
    expect(terminal.written.slice(2)).toEqual(["\r\x1b[2K"]);
  });

  it("shows nothing where there is no terminal, and counts all the same", async () => {
    const pipe = screen(false);
    const progress = new SweepProgress("mix", 100, 40, pipe);
    for (let run = 0; run < 3; run += 1) {
      vi.advanceTimersByTime(1000);
      await progress.add();
    }
    progress.end();
    expect(pipe.written).toEqual([]);
    expect(progress.done).toBe(43);
  });

  it("gives way to the event loop once 50 ms have passed, so that signals are heard", async () => {
    const progress = new SweepProgress("mix", 100, 0, undefined);
    const heard: string[] = [];
    setImmediate(() => heard.push("signal"));
    await progress.add();
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(50);
    await progress.add();
    expect(heard).toEqual(["signal"]);
  });
});
