import { expect, it } from "vitest";
import { differencesOf } from "../../src/records/differences-of.js";

const paths = (a: unknown, b: unknown) => [...differencesOf(a, b)].map(({ path }) => path);

it("the differences of two JSON values come in the order of the first one's keys, then those that it lacks", () => {
  expect(paths({ b: 1, a: { x: 1, y: [1, 2] } }, { z: 0, a: { x: 2, y: [1, 3, 4] }, b: 2 })).toEqual([
    "b",
    "a.x",
    "a.y.1",
    "a.y.2",
    "z",
  ]);
  expect([...differencesOf({ a: [1] }, { a: { 0: 1 } })]).toEqual([{ path: "a", first: [1], second: { 0: 1 } }]);
  expect([...differencesOf({ a: 1 }, {})]).toEqual([{ path: "a", first: 1, second: undefined }]);
});

it("equal JSON values have no differences, whatever the order of their keys", () => {
  expect(paths({ a: 1, b: [null, "x"] }, { b: [null, "x"], a: 1 })).toEqual([]);
  expect(paths(3, 4)).toEqual([""]);
  expect(paths(null, {})).toEqual([""]);
});
