import type { Study } from "./study.js";

/**
 * What the results of a study depend on besides the program, part by part, as plain data: two studies that agree in it
 * have the same results, whatever their files are called and however they are written.
 */
export function studyIdentity({ given, base, metrics, estimand }: Study): Readonly<Record<string, unknown>> {
  const { study, set = {}, compat = null, design, vary, seeds } = given;
  return { study, base: base.data, compat, set, design, vary, seeds, metrics, estimand };
}
