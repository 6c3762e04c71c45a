import type { World } from "./world.js";

/** Adds to an error of a hook where it happened: whose hook, and the time of the run. The error keeps its stack. */
export function blame(error: unknown, whose: string, hook: string, { epoch, step }: World): Error {
  const where = `${whose}, hook ${hook}, epoch ${epoch}, step ${step}`;
  return new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
