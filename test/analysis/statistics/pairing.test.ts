import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { pairing } from "../../../src/analysis/statistics/pairing.js";
import { expectClose, figures, known, stream, valueIn, whyNot } from "./known.js";

const { control, treatment } = known.samples;

describe("pairing", () => {
  it("agrees with SciPy's pearsonr and NumPy's variances", () => {
    const { correlation, interval, varianceSaved, verdict } = valueIn(pairing(control, treatment));
    expectClose(correlation, known.pairing.correlation);
    expectClose(valueIn(interval).low, known.pairing.low);
    expectClose(valueIn(interval).high, known.pairing.high);
    expectClose(varianceSaved, known.pairing.varianceSaved);
    expect(verdict).toBe("helped");
  });

  it("tells arms that share nothing from arms that pull apart", () => {
    const random = stream();
    const [a, b] = [control.map(() => random.random()), control.map(() => random.random())];
    expect(valueIn(pairing(a, b)).verdict).toBe("bought nothing");
    expect(
      valueIn(
        pairing(
          a,
          a.map((value, i) => -value + b[i] / 10),
        ),
      ).verdict,
    ).toBe("harmed");
  });

  it("saves everything for arms that differ by a constant", () => {
    const { correlation, varianceSaved, interval } = valueIn(pairing([1, 2, 4, 8], [2, 3, 5, 9]));
    expectClose(correlation, 1);
    expectClose(varianceSaved, 1);
    expect(valueIn(interval)).toMatchObject({ high: 1 });
  });

  it("claims nothing for three pairs, and says why there is no correlation", () => {
    const three = valueIn(pairing([1, 2, 3], [1, 2, 3.1]));
    expect(three.verdict).toBe("bought nothing");
    expect(whyNot(three.interval)).toBe("fewer than four pairs give no interval of the correlation");
    expect(whyNot(pairing([1], [1]))).toBe("fewer than two pairs have no correlation");
    expect(whyNot(pairing([1, 1], [1, 2]))).toBe("the control does not vary over the seeds");
    expect(whyNot(pairing([1, 2], [0.3, 0.3]))).toBe("the treatment does not vary over the seeds");
  });

  test.prop([
    fc.array(
      fc.tuple(
        fc.double({ noNaN: true, min: -1e150, max: 1e150 }),
        fc.double({ noNaN: true, min: -1e150, max: 1e150 }),
      ),
    ),
  ])("correlation and variance saved are at most 1 in size, never NaN", (pairs) => {
    const found = pairing(
      pairs.map(([a]) => a),
      pairs.map(([, b]) => b),
    );
    for (const figure of figures(found)) expect(Math.abs(figure)).toBeLessThanOrEqual(1 + 1e-12);
  });
});
