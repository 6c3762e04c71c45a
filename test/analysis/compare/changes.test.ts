import { describe, expect, it } from "vitest";
import { changesBetween } from "../../../src/analysis/compare/changes.js";

describe("what sets two scenarios apart", () => {
  it("is told parameter by parameter, with both values", () => {
    const control = { governance: { audit: true, p: 0.1 }, agents: [{ type: "honest", count: 3 }] };
    const arm = { governance: { audit: false, p: 0.1 }, agents: [{ type: "honest", count: 4 }] };
    expect(changesBetween(control, arm)).toEqual([
      { path: "agents[0].count", control: 3, arm: 4 },
      { path: "governance.audit", control: true, arm: false },
    ]);
  });

  it("says on which side a key is missing", () => {
    expect(changesBetween({ a: {}, b: 1 }, { a: { c: 2 } })).toEqual([
      { path: "a", control: {} },
      { path: "a.c", arm: 2 },
      { path: "b", control: 1 },
    ]);
  });

  it("is nothing where only names, outputs and the seed differ", () => {
    const control = { scenario_id: "a", outputs: { event_log: "x" }, simulation: { seed: 1, n_epochs: 2 } };
    const arm = { scenario_id: "b", outputs: {}, simulation: { seed: 9, n_epochs: 2 } };
    expect(changesBetween(control, arm)).toEqual([]);
  });
});
