import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { progressLine, RunProgress } from "../../src/cli/progress.js";
import { parseScenario } from "../../src/scenario/load.js";

const { spec } = parseScenario(
  "scenario_id: pond\nagents: [{}]\nsimulation: { seed: 1, n_epochs: 4, steps_per_epoch: 5 }",
  "pond.yaml",
);
const at = (epoch: number, step: number) => ({ epoch, step, agentSteps: 30_000, interactions: 1234 });

describe("the line of progress", () => {
  it("says how far the run is, how fast, and how long it will take at that pace", () => {
    // Half of the 20 steps are done after 15 seconds.
    expect(progressLine(spec, at(1, 4), 15)).toBe(
      "pond: epoch 2/4, 15 s left, 1,234 interactions, 2,000 agent-steps/s",
    );
  });

  it.each([
    [59, "59 s left"],
    [61, "1 min 1 s left"],
    [3600, "1 h 0 min left"],
    [7384, "2 h 3 min left"],
  ])("tells %d seconds as %s", (seconds, text) => {
    expect(progressLine(spec, at(1, 4), seconds)).toMatch(new RegExp(`, ${text}, `));
  });
});

describe("following a run", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
  afterEach(() => void vi.useRealTimers());

  const screen = (isTTY: boolean, columns = 80) => {
    const written: string[] = [];
    return { isTTY, columns, written, write: (text: string) => void written.push(text) };
  };

  it("gives way to the event loop once 50 ms have passed, so that signals are heard", async () => {
    const { watch } = new RunProgress(spec, undefined);
    expect(watch(at(0, 0))).toBeUndefined();
    vi.advanceTimersByTime(49);
    expect(watch(at(0, 1))).toBeUndefined();
    vi.advanceTimersByTime(1);
    const heard: string[] = [];
    setImmediate(() => heard.push("signal"));
    const waiting = watch(at(0, 2));
    expect(waiting).toBeInstanceOf(Promise);
    await waiting;
    expect(heard).toEqual(["signal"]);
    expect(watch(at(0, 3))).toBeUndefined();
  });

  it("shows nothing for half a second, then a line that is rewritten, cut to the terminal and wiped at the end", () => {
    const terminal = screen(true, 31);
    const progress = new RunProgress(spec, terminal);
    vi.advanceTimersByTime(499);
    progress.watch(at(0, 0));
    expect(terminal.written).toEqual([]);
    vi.advanceTimersByTime(1);
    progress.watch(at(0, 1));
    expect(terminal.written).toEqual(["\r\x1b[2Kpond: epoch 1/4, 5 s left, 1,2"]);
    vi.advanceTimersByTime(99);
    progress.watch(at(0, 2));
    expect(terminal.written).toHaveLength(1);
    progress.end();
    expect(terminal.written.at(-1)).toBe("\r\x1b[2K");
    progress.end();
    expect(terminal.written).toHaveLength(2);
  });

  it("writes nothing where there is no terminal", () => {
    const file = screen(false);
    const progress = new RunProgress(spec, file);
    vi.advanceTimersByTime(10_000);
    progress.watch(at(3, 4));
    progress.end();
    expect(file.written).toEqual([]);
  });
});
