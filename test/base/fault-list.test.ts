import { describe, expect, it } from "vitest";
import { FaultList } from "../../src/base/fault-list.js";

describe("FaultList", () => {
  it("is empty until a fault is added", () => {
    const list = new FaultList();
    expect(list.isEmpty).toBe(true);
    expect(list.faults).toEqual([]);
    list.add("number", { message: "no number" });
    expect(list.isEmpty).toBe(false);
  });

  it("tells the faults kind by kind, in the order of first appearance", () => {
    const list = new FaultList();
    list.add("number", { message: "n1" });
    list.add("name", { message: "m1" });
    list.add("number", { message: "n2" });
    expect(list.faults.map(({ message }) => message)).toEqual(["n1", "n2", "m1"]);
  });

  it("keeps ten of a kind in full and counts the others, so that no kind buries another", () => {
    const list = new FaultList();
    for (let i = 1; i <= 1000; i += 1) list.add("number", { message: `row ${i}`, place: { file: "t.csv", line: i } });
    list.add("name", { message: "last" });
    const { faults } = list;
    expect(faults).toHaveLength(12);
    expect(faults[9]).toEqual({ message: "row 10", place: { file: "t.csv", line: 10 } });
    expect(faults[10]).toEqual({ message: "and 990 more like this", place: { file: "t.csv" } });
    expect(faults[11]).toEqual({ message: "last" });
  });

  it("says nothing of others when exactly as many came as are kept, and names no file where there is none", () => {
    const list = new FaultList(2);
    list.add("a", { message: "1" });
    list.add("a", { message: "2" });
    expect(list.faults).toHaveLength(2);
    list.add("a", { message: "3" });
    expect(list.faults[2]).toEqual({ message: "and 1 more like this" });
  });
});
