import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Observables } from "../../src/model/observables.js";
import {
  assess,
  DEFAULT_PROXY,
  normalizedProxy,
  normalizedWeights,
  type ProxyParameters,
  type ProxyWeights,
  proxyScore,
} from "../../src/model/proxy.js";
import { sigmoid } from "../../src/model/sigmoid.js";

const CLEAN: Observables = { progress: 0, rework: 0, rejections: 0, misuse: 0, engagement: 0 };

const signal = fc.double({ min: -3, max: 3, noNaN: true });
const count = fc.nat({ max: 20 });
const observables = fc.record({
  progress: signal,
  rework: count,
  rejections: count,
  misuse: count,
  engagement: signal,
});
const weight = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e6, noNaN: true }));
const weights = fc.record({
  task_progress: weight,
  rework_penalty: weight,
  verifier_penalty: weight,
  engagement_signal: weight,
});
const decay = fc.double({ min: 0.01, max: 0.999, noNaN: true });
const parameters: fc.Arbitrary<ProxyParameters> = fc.record({
  weights,
  sigmoid_k: fc.double({ min: 0.01, max: 30, noNaN: true }),
  rework_decay: decay,
  rejection_decay: decay,
  misuse_decay: decay,
});

describe("proxyScore", () => {
  // Each worked by hand from the default weights 0.4, 0.2, 0.2, 0.2 and decays 0.3, 0.4, 0.5.
  it.each<[string, Partial<Observables>, number]>([
    ["nothing happened", {}, 0.4],
    ["all went well", { progress: 1, engagement: 1 }, 1],
    ["one rework: signal -0.4", { rework: 1 }, 0.2 * -0.4 + 0.2],
    ["two reworks: signal 2 * 0.09 - 1", { rework: 2 }, 0.2 * -0.82 + 0.2],
    ["one rejection: signal -0.2, halved with the 1 of no misuse", { rejections: 1 }, 0.2 + 0.2 * 0.4],
    ["one misuse flag: signal 0, halved with the 1 of no rejection", { misuse: 1 }, 0.2 + 0.2 * 0.5],
    ["progress beyond 1 counts as 1", { progress: 5 }, 0.8],
    ["engagement below -1 counts as -1", { engagement: -5 }, 0.2],
    ["everything went wrong", { progress: -1, engagement: -1, rework: 99, rejections: 99, misuse: 99 }, -1],
  ])("%s", (_, measured, expected) => {
    expect(proxyScore(DEFAULT_PROXY, { ...CLEAN, ...measured })).toBeCloseTo(expected, 14);
  });

  it("does not cut a negative count, only the score: one unit of rework below nothing is 2 / 0.3 - 1", () => {
    const measured = { ...CLEAN, progress: -1, engagement: -1, rework: -1 };
    expect(proxyScore(DEFAULT_PROXY, measured)).toBeCloseTo(-0.4 + 0.2 * (2 / 0.3 - 1) + 0.2 - 0.2, 14);
    expect(proxyScore(DEFAULT_PROXY, { ...CLEAN, rework: -1 })).toBe(1);
  });

  test.prop([parameters, observables])("lies in [-1, 1], and p strictly between 0 and 1", (raw, measured) => {
    const proxy = normalizedProxy(raw);
    const { vHat, p } = assess(proxy, measured);
    expect(vHat).toBeGreaterThanOrEqual(-1);
    expect(vHat).toBeLessThanOrEqual(1);
    expect(p).toBeGreaterThan(0);
    expect(p).toBeLessThan(1);
    expect(vHat).toBe(proxyScore(proxy, measured));
    expect(p).toBe(sigmoid(vHat, raw.sigmoid_k));
  });

  test.prop([parameters, observables, fc.constantFrom("rework", "rejections", "misuse")])(
    "never rises with one more rework, rejection or flag",
    (raw, measured, key) => {
      const proxy = normalizedProxy(raw);
      const worse = { ...measured, [key]: measured[key as "rework"] + 1 };
      expect(proxyScore(proxy, worse)).toBeLessThanOrEqual(proxyScore(proxy, measured));
    },
  );
});

describe("assess", () => {
  it.each<[keyof Observables, number]>([
    ["progress", Number.NaN],
    ["engagement", Infinity],
    ["rework", 0.5],
    ["rejections", Number.NaN],
    ["misuse", Infinity],
  ])("refuses %s = %d", (key, value) => {
    expect(() => assess(DEFAULT_PROXY, { ...CLEAN, [key]: value })).toThrow(RangeError);
  });

  it("refuses counts so far below 0 that infinities meet", () => {
    const proxy = normalizedProxy({ ...DEFAULT_PROXY, weights: { ...DEFAULT_PROXY.weights, rework_penalty: 0 } });
    expect(() => assess(proxy, { ...CLEAN, rework: -10_000 })).toThrow(RangeError);
  });
});

describe("normalizedProxy", () => {
  it("leaves the defaults as they are", () => {
    expect(normalizedProxy(DEFAULT_PROXY)).toEqual(DEFAULT_PROXY);
  });

  it("divides weights by their sum, and makes four zeros a quarter each", () => {
    const raw = { task_progress: 1, rework_penalty: 2, verifier_penalty: 4, engagement_signal: 1 };
    expect(normalizedWeights(raw)).toEqual({
      task_progress: 0.125,
      rework_penalty: 0.25,
      verifier_penalty: 0.5,
      engagement_signal: 0.125,
    });
    const zeros = { task_progress: 0, rework_penalty: 0, verifier_penalty: 0, engagement_signal: 0 };
    expect(Object.values(normalizedWeights(zeros))).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  test.prop([weights])("makes weights that sum to 1 and keep their proportions", (raw) => {
    const normal = normalizedWeights(raw);
    const keys = Object.keys(raw) as (keyof ProxyWeights)[];
    expect(keys.reduce((sum, key) => sum + normal[key], 0)).toBeCloseTo(1, 14);
    const total = keys.reduce((sum, key) => sum + raw[key], 0);
    for (const key of keys) {
      expect(normal[key]).toBeGreaterThanOrEqual(0);
      if (total > 0) expect(normal[key] * total).toBeCloseTo(raw[key], 6);
    }
  });

  it.each<[keyof ProxyParameters, number]>([
    ["sigmoid_k", 0],
    ["sigmoid_k", 100.5],
    ["rework_decay", 0],
    ["rework_decay", 0.00999],
    ["rejection_decay", 1],
    ["misuse_decay", -0.1],
    ["misuse_decay", Number.NaN],
  ])("refuses %s = %d by name", (key, value) => {
    expect(() => normalizedProxy({ ...DEFAULT_PROXY, [key]: value })).toThrow(new RegExp(`^${key} must be`));
  });

  it("takes the least decay", () => {
    expect(normalizedProxy({ ...DEFAULT_PROXY, misuse_decay: 0.01 }).misuse_decay).toBe(0.01);
  });

  it.each([-1e-9, Number.NaN, Infinity])("refuses a weight of %d by name", (value) => {
    const raw = { ...DEFAULT_PROXY.weights, verifier_penalty: value };
    expect(() => normalizedProxy({ ...DEFAULT_PROXY, weights: raw })).toThrow(/^weight verifier_penalty must be/);
  });

  it("refuses weights whose sum overflows", () => {
    const raw = { ...DEFAULT_PROXY.weights, task_progress: 1e308, rework_penalty: 1e308 };
    expect(() => normalizedWeights(raw)).toThrow(RangeError);
  });
});
