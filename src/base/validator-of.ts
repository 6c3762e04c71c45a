import type { Options, ValidateFunction } from "ajv";
import { loadAjv } from "./load-ajv.js";

/**
 * The validator of a schema of ours, compiled when it is first asked for: a process that never meets such a value does not
 * pay for it. The schema itself is not held against the schema of schemas, which would take longer than everything else;
 * a test does that.
 */
export function validatorOf<T>(schema: object, options: Options = {}): () => ValidateFunction<T> {
  let compiled: ValidateFunction<T> | undefined;
  return () => {
    compiled ??= new (loadAjv().Ajv)({ strict: false, validateSchema: false, ...options }).compile<T>(schema);
    return compiled;
  };
}
