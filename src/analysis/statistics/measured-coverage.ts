import type { MeasuredCoverage } from "./choose-method.js";

export const MEASURED: readonly MeasuredCoverage[] = [];
