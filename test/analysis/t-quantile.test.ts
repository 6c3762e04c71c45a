import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { tQuantile } from "../../src/analysis/t-quantile.js";

// SciPy 1.17: stats.t.ppf(0.975, freedom).
it.each([
  [1, 12.706204736174694],
  [2, 4.302652729749462],
  [3, 3.1824463052837078],
  [4, 2.7764451051977934],
  [5, 2.5705818356363146],
  [9, 2.262157162798205],
  [10, 2.228138851986274],
  [30, 2.0422724563012378],
  [98, 1.9844674545084815],
  [999, 1.9623414611334493],
])("with %i degrees of freedom the 97.5 %% point agrees with SciPy's to 12 digits", (freedom, expected) => {
  expect(Math.abs(tQuantile(0.975, freedom) / expected - 1)).toBeLessThan(1e-12);
});

it("comes to the normal distribution's 1.959964 with many degrees", () => {
  expect(tQuantile(0.975, 100_000)).toBeCloseTo(1.9599877075346095, 9); // SciPy, as above
});

test.prop([fc.double({ min: 0.5, max: 0.9999, noNaN: true })])(
  "agrees with the closed forms for one degree, tan(pi (p - 1/2)), and two, (2p - 1) / sqrt(2p (1 - p))",
  (p) => {
    const slack = (value: number) => 1e-11 * Math.max(1, value);
    const one = Math.tan(Math.PI * (p - 0.5));
    const two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
    expect(Math.abs(tQuantile(p, 1) - one)).toBeLessThanOrEqual(slack(one ** 2));
    expect(Math.abs(tQuantile(p, 2) - two)).toBeLessThanOrEqual(slack(two ** 3));
  },
);
