import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { cooperationRate, newConduct, noteConduct, selectivity, stability } from "../../src/agents/conduct.js";

const interactions = fc.array(fc.record({ accepted: fc.boolean(), p: fc.double({ min: 0, max: 1, noNaN: true }) }), {
  maxLength: 60,
});

describe("conduct", () => {
  it("is undecided before there is any", () => {
    const none = newConduct();
    expect([cooperationRate(none), selectivity(none), stability(none)]).toEqual([0.5, 0.5, 0.5]);
  });

  it("has a spread of exactly 0 when every p is the same", () => {
    const conduct = newConduct();
    for (let times = 0; times < 7; times += 1) noteConduct(conduct, true, 0.1);
    expect(selectivity(conduct)).toBe(1);
  });

  test.prop([interactions])("equals its definition over the whole list", (list) => {
    const conduct = newConduct();
    for (const { accepted, p } of list) noteConduct(conduct, accepted, p);
    const share = (part: typeof list) => part.filter(({ accepted }) => accepted).length / part.length;
    const ps = list.filter(({ accepted }) => accepted).map(({ p }) => p);
    const mean = ps.reduce((sum, p) => sum + p, 0) / ps.length;
    const sd = Math.sqrt(ps.reduce((sum, p) => sum + (p - mean) ** 2, 0) / ps.length);
    const half = Math.floor(list.length / 2);
    if (list.length > 0) expect(cooperationRate(conduct)).toBe(share(list));
    if (ps.length > 0) expect(conduct.meanP).toBeCloseTo(mean, 12);
    expect(selectivity(conduct)).toBeCloseTo(ps.length < 2 ? 0.5 : 1 - sd, 9);
    const drift = Math.abs(share(list.slice(half)) - share(list.slice(0, half)));
    expect(stability(conduct)).toBeCloseTo(half < 2 ? 0.5 : 1 - drift, 12);
  });
});
