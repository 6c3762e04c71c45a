import { createRequire } from "node:module";

/**
 * The package `ajv`, read from the disk when it is first asked for, and there and then: most processes never hold anything
 * against a schema that only ajv can judge, and reading it would be a good part of a small run.
 */
export function loadAjv(): typeof import("ajv") {
  return createRequire(import.meta.url)("ajv");
}
