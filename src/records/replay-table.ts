import { METRICS } from "../metrics/registry.js";
import { ComparedFile } from "./compared-file.js";
import { metricsTable } from "./metrics-table.js";
import { rebuildRun } from "./rebuild.js";
import type { Replay } from "./replay-run.js";

/**
 * Works out a metrics table from an event log alone, without running anything, and compares it with the one on disk.
 *
 * @throws InputError where the log has gaps or does not reach the end of the run, or a file cannot be read
 */
export async function replayTable(log: string, table: string): Promise<Replay> {
  const file = new ComparedFile(table);
  try {
    const { rows } = await rebuildRun(log);
    file.write(metricsTable(METRICS, rows));
    return { files: [{ role: "metrics", path: table, comparison: file.finish() }] };
  } finally {
    file.close();
  }
}
