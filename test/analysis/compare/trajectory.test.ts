import { describe, expect, it } from "vitest";
import { TrajectoryTally } from "../../../src/analysis/compare/trajectory.js";

describe("the course of a metric", () => {
  it("has mean and deviation over the runs that define it, epoch by epoch", () => {
    const tally = new TrajectoryTally(["x"]);
    tally.add([{ x: 1 }, { x: undefined }, { x: 4 }]);
    tally.add([{ x: 3 }, { x: undefined }, { x: undefined }]);
    tally.add([{ x: 5 }, { x: undefined }, { x: undefined }]);
    // 1, 3, 5: mean 3, variance (4 + 0 + 4) / 2
    expect(tally.trajectories("a")).toEqual([
      { metric: "x", arm: "a", n: [3, 0, 1], mean: [3, null, 4], sd: [2, null, null] },
    ]);
  });

  it("goes as far as the longest run", () => {
    const tally = new TrajectoryTally(["x"]);
    tally.add([{ x: 1 }]);
    tally.add([{ x: 1 }, { x: 2 }]);
    expect(tally.trajectories("a")[0].n).toEqual([2, 1]);
  });

  it("is left out where no run ever defines it", () => {
    const tally = new TrajectoryTally(["x", "y"]);
    tally.add([{ x: 1 }]);
    expect(tally.trajectories("a").map(({ metric }) => metric)).toEqual(["x"]);
  });

  it("keeps its digits far from 0", () => {
    const tally = new TrajectoryTally(["x"]);
    for (const x of [1e9 + 1, 1e9 + 2, 1e9 + 3]) tally.add([{ x }]);
    expect(tally.trajectories("a")[0]).toMatchObject({ mean: [1e9 + 2], sd: [1] });
  });
});
