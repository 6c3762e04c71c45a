import { describe, expect, it } from "vitest";
import type { FinishedRun } from "../../../src/batch/study-runs.js";
import type { StudyClaim } from "../../../src/research/study/research-study.js";
import { ArmRunTable } from "../../../src/research/verdict/arm-runs.js";
import { claimFigures } from "../../../src/research/verdict/claim-figures.js";
import { decide } from "../../../src/research/verdict/decide.js";

/** A table of two arms with one column per name. */
function table(
  columns: Readonly<Record<string, { a: readonly (number | undefined)[]; b: readonly (number | undefined)[] }>>,
) {
  const names = Object.keys(columns);
  const made = new ArmRunTable(names);
  let run = 0;
  for (const arm of ["a", "b"] as const) {
    const count = Math.max(...names.map((name) => columns[name][arm].length));
    for (let seed = 0; seed < count; seed += 1) {
      const point = { index: arm === "a" ? 0 : 1, settings: [{ values: [arm, "sha256:0"], level: 0 }] };
      const figures = names.map((name) => columns[name][arm][seed]);
      made.add({ run, point, position: seed, seed, figures } as FinishedRun);
      run += 1;
    }
  }
  return made;
}

describe("the runs of two arms", () => {
  it.each([
    ["to the last digit", [0.5, undefined], true],
    ["but for one digit", [0.5000000000000001, undefined], false],
    ["but for a figure that only one defines", [0.5, 0], false],
    ["but for a run that only one has", [0.5], false],
  ])("are the same %s", (_how, b, same) => {
    expect(
      table({ toxicity_rate: { a: [0.5, undefined], b }, spread: { a: [1, 2], b: [1, 2].slice(0, b.length) } }).isSame(
        "a",
        "b",
      ),
    ).toBe(same);
  });
});

const claim = (more: Partial<StudyClaim>): StudyClaim => ({
  id: "c1",
  claim: "b does something",
  kind: "difference",
  metric: "toxicity_rate",
  expected: "negative",
  arm: "b",
  versus: "a",
  ...more,
});

const outcomes = (made: ArmRunTable, ...claims: readonly StudyClaim[]) =>
  decide(claims.map((each) => claimFigures(each, made, claims.length, [])));

/** Ten rates about 0.3, and the same moved. */
const RATES = [0.31, 0.28, 0.33, 0.29, 0.3, 0.27, 0.32, 0.3, 0.34, 0.26];
const NOISE = [0.01, -0.01, 0.005, -0.004, 0.002, -0.008, 0.006, -0.003, 0.009, -0.007];
const moved = (by: number) => RATES.map((rate, at) => rate + by + NOISE[at] / 10);

describe("a claim with a sign", () => {
  it("is supported when the difference of the arms is shown on its side, contradicted on the other", () => {
    const made = table({ toxicity_rate: { a: RATES, b: moved(-0.05) } });
    const [{ outcome, because }] = outcomes(made, claim({}));
    expect(outcome).toBe("supported");
    expect(because).toContain("as claimed");
    expect(outcomes(made, claim({ expected: "positive" }))[0].outcome).toBe("contradicted");
  });

  it("is about the difference and never the level: all rates are above 0 and a fall of them is still seen", () => {
    const made = table({ toxicity_rate: { a: RATES, b: moved(-0.05) } });
    const [figures] = [claimFigures(claim({}), made, 1, [])];
    expect(figures.estimate).toMatchObject({ defined: true });
    expect(figures.estimate.defined && figures.estimate.value).toBeCloseTo(-0.05, 10);
    expect(figures.test).toBe("sign-flip permutation test of the mean difference");
  });

  it("is inconclusive when 0 is within the interval, with the effect that these seeds find", () => {
    const made = table({ toxicity_rate: { a: RATES, b: RATES.map((rate, at) => rate + NOISE[at]) } });
    const [{ outcome, because }] = outcomes(made, claim({}));
    expect(outcome).toBe("inconclusive");
    expect(because).toMatch(/the interval holds 0; 10 seeds find an effect of 0\.0\d+ with a chance of 80 %$/);
  });

  it("that is shown alone is not shown among many others: the correction is over all claims", () => {
    // five pairs: the least possible p is 2/32 = 0.0625; six: 2/64 = 0.03125, which two claims double
    const six = table({ toxicity_rate: { a: RATES.slice(0, 6), b: moved(-0.05).slice(0, 6) } });
    expect(outcomes(six, claim({}))[0]).toMatchObject({ outcome: "supported", corrected: 0.03125 });
    const [first, second] = outcomes(six, claim({}), claim({ id: "c2", expected: "positive" }));
    expect([first.outcome, second.outcome]).toEqual(["inconclusive", "inconclusive"]);
    expect(first.corrected).toBe(0.0625);
    expect(first.because).toContain("not shown after correction for 2 claims");
  });

  it("says when what it shows is less than what matters", () => {
    const made = table({ toxicity_rate: { a: RATES, b: moved(-0.005) } });
    expect(outcomes(made, claim({ min_effect: 0.02 }))[0].because).toContain(
      "less than the 0.02 that the plan says matters",
    );
  });

  it("about runs that are all alike is not decided by them", () => {
    const made = table({ toxicity_rate: { a: RATES, b: RATES } });
    expect(outcomes(made, claim({}))[0]).toMatchObject({ outcome: "inconclusive" });
    expect(outcomes(made, claim({}))[0].because).toContain("the same in every run");
  });

  it("that no run defines is inconclusive, and says why", () => {
    const none = RATES.map(() => undefined);
    const [{ outcome, because }] = outcomes(table({ toxicity_rate: { a: RATES, b: none } }), claim({}));
    expect(outcome).toBe("inconclusive");
    expect(because).toContain("it is not defined");
  });
});

describe("a claim that nothing changes", () => {
  const same = (margin: number) => claim({ kind: "equivalence", expected: "zero", margin });

  it("is equivalent when two one-sided tests put the difference within the margin", () => {
    const made = table({ toxicity_rate: { a: RATES, b: RATES.map((rate, at) => rate + NOISE[at] / 10) } });
    expect(outcomes(made, same(0.02))[0].outcome).toBe("equivalent");
    expect(outcomes(made, same(0.0001))[0].outcome).toBe("inconclusive");
  });

  it("is contradicted when the difference lies outside of the margin", () => {
    const made = table({ toxicity_rate: { a: RATES, b: moved(-0.05) } });
    expect(outcomes(made, same(0.02))[0].outcome).toBe("contradicted");
  });

  it("is equivalent when all pairs agree to the last bit", () => {
    const made = table({ toxicity_rate: { a: RATES, b: RATES } });
    expect(outcomes(made, same(0.02))[0].outcome).toBe("equivalent");
  });
});

describe("a level and a trend", () => {
  it("are held against the threshold and against no slope", () => {
    const made = table({
      toxicity_rate: { a: RATES, b: RATES },
      trend_toxicity_rate: { a: RATES, b: NOISE.map((noise) => -0.02 + noise) },
    });
    const level = (threshold: number): StudyClaim => {
      const { versus: _, ...alone } = claim({ kind: "level", threshold });
      return alone;
    };
    const { versus: _, ...trend } = claim({ id: "c2", kind: "trend" });
    expect(outcomes(made, level(0.4), trend).map(({ outcome }) => outcome)).toEqual(["supported", "supported"]);
    expect(outcomes(made, level(0.3), trend).map(({ outcome }) => outcome)).toEqual(["inconclusive", "supported"]);
    expect(outcomes(made, level(0.2), trend).map(({ outcome }) => outcome)).toEqual(["contradicted", "supported"]);
    expect(claimFigures(level(0.4), made, 1, []).test).toBe("t test of the mean level against 0.4");
    // Student's t of the ten rates against 0.4: mean 0.3, sd 0.02581989, t = -12.2474; p from the tails of t with 9 df
    const { p } = claimFigures(level(0.4), made, 1, []);
    expect(p.defined && p.value).toBeLessThan(1e-6);
  });
});
