import { describe, expect, it } from "vitest";
import { matchArms } from "../../../src/analysis/compare/match-arms.js";
import { run } from "./runs.js";

const arm = (name: string, seeds: readonly (number | undefined)[]) => ({
  name,
  runs: seeds.map((seed) => run(seed, {})),
});

describe("arms", () => {
  it("with the same seeds are pairs, whatever the order of their runs", () => {
    expect(matchArms(arm("a", [1, 2, 3]), arm("b", [3, 1, 2]))).toEqual({
      design: "paired",
      control: [0, 1, 2],
      arm: [1, 2, 0],
    });
  });

  it("without a seed in common are independent, in any numbers", () => {
    const match = matchArms(arm("a", [1, 2, 3]), arm("b", [4, 5]));
    expect(match).toEqual({ design: "unpaired", control: [0, 1, 2], arm: [0, 1] });
  });

  it("without known seeds are independent", () => {
    expect(matchArms(arm("a", [1, 2]), arm("b", [1, undefined])).design).toBe("unpaired");
  });

  it("that share only some of their seeds are refused: one of them is cut", () => {
    expect(() => matchArms(arm("a", [1, 2, 3]), arm("b", [1, 2]))).toThrow(
      '"b" has 2 of its 2 seeds in common with "a", which has 3',
    );
  });

  it("with a seed twice are refused", () => {
    expect(() => matchArms(arm("a", [1, 1]), arm("b", [1, 2]))).toThrow('"a" has two runs of seed 1');
  });
});
