/** Writes the largest memory of the process, in MB, to its standard error when it ends. For `node --import`. */
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  process.on("exit", () => process.stderr.write(`peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`));
}
