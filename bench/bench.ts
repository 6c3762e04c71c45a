/**
 * Speed as ratios. The engine and two floors take turns in one process, so that a busy machine disturbs all alike; only
 * the ratios are to be quoted. `--quick` leaves out the large sizes. Writes bench/results.json, and without `--quick` the
 * chart of docs/performance.md.
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { NATIVE } from "../src/model/semantics.js";
import { agentTypes } from "./agent-types.js";
import { analyses } from "./analyses.js";
import { bySize } from "./by-size.js";
import { chart } from "./chart.js";
import { eventLog } from "./event-log.js";
import { longRun } from "./long-run.js";
import { million } from "./million.js";
import { processStart } from "./process-start.js";
import { say } from "./say.js";
import { threads } from "./threads.js";

const quick = process.argv.includes("--quick");
say(`Node ${process.version}, ${cpus()[0]?.model}, ${cpus().length} cores, ${NATIVE.name} semantics`);
say();

const sizes = await bySize(quick);
const results = {
  ...{ node: process.version, cpu: cpus()[0]?.model, cores: cpus().length, ...sizes },
  million: quick ? undefined : await million(),
  long: await longRun(quick),
  log: await eventLog(quick),
  start: await processStart(quick),
  levers: await analyses(quick),
  types: await agentTypes(quick),
  threads: await threads(quick),
};
writeFileSync("bench/results.json", `${JSON.stringify(results, null, 2)}\n`);
if (!quick) writeFileSync("docs/performance.svg", await chart(sizes.sizes));
