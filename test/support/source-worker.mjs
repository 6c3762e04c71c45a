/** A worker that runs the sources instead of the build. */
import { register } from "tsx/esm/api";

register();

export const runJob = async (job) => (await import("../../src/batch/run-job.ts")).runJob(job);
