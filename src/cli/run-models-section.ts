import { styleText } from "node:util";
import { pair } from "../metrics/pair.js";
import type { Manifest } from "../records/manifest.js";
import { alignPoints, formatNumbers } from "./format-number.js";
import { hangingTable } from "./format-text.js";

/** What agents with models did and took, over the whole run; undefined where there are none. See `swarm metrics`. */
export function modelsSection({ metrics: { pooled }, replayed_calls_left: left }: Manifest): string | undefined {
  const found = pair.columns.filter(({ name }) => typeof pooled[name] === "number");
  if (found.length === 0) return undefined;
  const numbers = alignPoints(found.map(({ name, unit }) => shown(pooled[name] ?? 0, unit === "count")));
  const rows = found.map(({ name, unit }, at) => [name, numbers[at] ?? "", unit === "USD" ? "USD" : ""]);
  const unasked =
    left === undefined || left === 0
      ? []
      : [`  ${left} of the recorded calls were never asked for: this is not the run that made them`];
  return [styleText("bold", "What models did"), hangingTable(rows), ...unasked].join("\n");
}

/** Counts are whole, but for those per interaction. */
function shown(value: number, isCount: boolean): string {
  return isCount && Number.isInteger(value) ? String(value) : (formatNumbers([value])[0] ?? "");
}
