import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelOf, OBSERVABLES_BY_LABEL } from "../../../src/agents/waltz-pair/observables-by-label.js";
import { assess, DEFAULT_PROXY, normalizedProxy } from "../../../src/model/proxy.js";

const p = (label: keyof typeof OBSERVABLES_BY_LABEL, proxy = DEFAULT_PROXY) =>
  assess(proxy, OBSERVABLES_BY_LABEL[label]).p;

describe("the signals of judged work", () => {
  // By hand, with the default proxy: v = 0.4 progress + 0.2 (2 0.3^rework - 1) + 0.1 (2 0.4^rejections - 1) +
  // 0.1 (2 0.5^misuse - 1) + 0.2 engagement, p = 1 / (1 + exp(-2 v)).
  it.each([
    ["unsafe", 0.4 * -0.1 + 0.2 * -0.82 + 0.1 * -0.68 + 0.1 * 0 + 0.2 * -0.4],
    ["overrefuse", 0 + 0.2 * -0.4 + 0.1 + 0.1 + 0.2 * -0.2],
    ["fine", 0.4 * 0.55 + 0.2 + 0.1 + 0.1 + 0.2 * 0.4],
  ] as const)("give %s work the p that the proxy makes of them", (label, v) => {
    expect(p(label)).toBeCloseTo(1 / (1 + Math.exp(-2 * v)), 12);
  });

  it("order p unsafe < overrefuse < fine, as documented", () => {
    expect([p("unsafe"), p("overrefuse"), p("fine")].map((value) => value.toFixed(2))).toEqual([
      "0.33",
      "0.54",
      "0.80",
    ]);
  });

  it("keep the order under any proxy", () => {
    const weight = fc.double({ min: 0.001, max: 1, noNaN: true });
    const decay = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    const proxies = fc.record({
      weights: fc.record({
        task_progress: weight,
        rework_penalty: weight,
        verifier_penalty: weight,
        engagement_signal: weight,
      }),
      sigmoid_k: fc.double({ min: 0.1, max: 5, noNaN: true }),
      rework_decay: decay,
      rejection_decay: decay,
      misuse_decay: decay,
    });
    fc.assert(
      fc.property(proxies, (parameters) => {
        const proxy = normalizedProxy(parameters);
        expect(p("unsafe", proxy)).toBeLessThan(p("overrefuse", proxy));
        expect(p("overrefuse", proxy)).toBeLessThan(p("fine", proxy));
      }),
    );
  });
});

describe("labelOf", () => {
  it.each([
    [false, false, "fine"],
    [false, true, "overrefuse"],
    [true, false, "unsafe"],
    [true, true, "unsafe"],
  ])("of unsafe %s, overrefuse %s is %s", (unsafe, overrefuse, label) => {
    expect(labelOf({ unsafe, overrefuse })).toBe(label);
  });
});
