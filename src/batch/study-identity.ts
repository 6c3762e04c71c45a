import type { MaterialFile } from "../scenario/material.js";
import type { Study } from "./study.js";

/**
 * What the results of a study depend on besides the program, part by part, as plain data: two studies that agree in it
 * have the same results, whatever their files are called and however they are written.
 *
 * @param material files that the scenarios of the study name, by what is in them
 */
export function studyIdentity(
  { given, base, metrics, estimand }: Study,
  material: readonly MaterialFile[],
): Readonly<Record<string, unknown>> {
  const { study, set = {}, compat = null, design, vary, seeds } = given;
  const files = material.map(({ role, path, sha256 }) => ({ role, path, sha256 }));
  return { study, base: base.data, files, compat, set, design, vary, seeds, metrics, estimand };
}
