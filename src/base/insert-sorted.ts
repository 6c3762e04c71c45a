import { lowerBound } from "./lower-bound.js";

/** Puts a number into an ascending list, made here when there is none yet; the list itself is changed and returned. */
export function insertSorted(list: number[] | undefined, value: number): number[] {
  if (list === undefined) return [value];
  list.splice(lowerBound(list, value), 0, value);
  return list;
}
