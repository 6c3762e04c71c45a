import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { pairing } from "../../../src/analysis/statistics/pairing.js";
import { expectClose, figures, known, stream, valueOf, whyOf } from "./known.js";

const { control, treatment } = known.samples;

describe("pairing", () => {
  it("agrees with SciPy's pearsonr and NumPy's variances", () => {
    const { correlation, interval, varianceSaved, verdict } = valueOf(pairing(control, treatment));
    expectClose(correlation, known.pairing.correlation);
    expectClose(valueOf(interval).low, known.pairing.low);
    expectClose(valueOf(interval).high, known.pairing.high);
    expectClose(varianceSaved, known.pairing.varianceSaved);
    expect(verdict).toBe("helped");
  });

  it("tells arms that share nothing from arms that pull apart", () => {
    const random = stream();
    const [a, b] = [control.map(() => random.random()), control.map(() => random.random())];
    expect(valueOf(pairing(a, b)).verdict).toBe("bought nothing");
    expect(
      valueOf(
        pairing(
          a,
          a.map((value, i) => -value + b[i] / 10),
        ),
      ).verdict,
    ).toBe("harmed");
  });

  it("saves everything for arms that differ by a constant", () => {
    const { correlation, varianceSaved, interval } = valueOf(pairing([1, 2, 4, 8], [2, 3, 5, 9]));
    expectClose(correlation, 1);
    expectClose(varianceSaved, 1);
    expect(valueOf(interval)).toMatchObject({ high: 1 });
  });

  it("claims nothing for three pairs, and says why there is no correlation", () => {
    const three = valueOf(pairing([1, 2, 3], [1, 2, 3.1]));
    expect(three.verdict).toBe("bought nothing");
    expect(whyOf(three.interval)).toBe("fewer than four pairs give no interval of the correlation");
    expect(whyOf(pairing([1], [1]))).toBe("fewer than two pairs have no correlation");
    expect(whyOf(pairing([1, 1], [1, 2]))).toBe("the control does not vary over the seeds");
    expect(whyOf(pairing([1, 2], [0.3, 0.3]))).toBe("the treatment does not vary over the seeds");
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
