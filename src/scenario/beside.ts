import { dirname, isAbsolute, join } from "node:path";

/** A path that a scenario names, from where the command was given. */
export function beside(scenario: string, path: string): string {
  return isAbsolute(path) ? path : join(dirname(scenario), path);
}
