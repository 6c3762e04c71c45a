import type { TObject } from "@sinclair/typebox";
import type { ValidateFunction } from "ajv";
import { InputError } from "../base/errors.js";
import { loadAjv } from "../base/load-ajv.js";
import { didYouMean } from "../base/nearest.js";

const OPTIONS = { allErrors: true, strict: false, strictNumbers: true, useDefaults: true, verbose: true };

const compiled = new WeakMap<TObject, ValidateFunction>();

/**
 * A config with its defaults filled in, which fits the schema.
 *
 * @param owner what the config belongs to, for messages
 * @throws InputError with every key that is unknown, missing or out of range
 */
export function completeConfig(schema: TObject, given: Readonly<Record<string, unknown>>, owner: string): unknown {
  const config = structuredClone(given);
  const validate = compiled.get(schema) ?? new (loadAjv().Ajv)(OPTIONS).compile(schema);
  compiled.set(schema, validate);
  if (validate(config)) return config;
  throw new InputError(
    (validate.errors ?? []).map(({ keyword, instancePath, message, params, data }) => {
      const key = instancePath.slice(1).replaceAll("/", ".");
      if (keyword === "additionalProperties") {
        const unknown = String(params.additionalProperty);
        return { message: `${owner}: unknown key "${unknown}"${didYouMean(unknown, Object.keys(schema.properties))}` };
      }
      if (keyword === "required") return { message: `${owner}: "${params.missingProperty}" is missing` };
      const allowed = keyword === "enum" ? `: ${(params.allowedValues as unknown[]).join(", ")}` : "";
      return { message: `${owner}: ${key} ${message}${allowed}, got ${JSON.stringify(data)?.slice(0, 60)}` };
    }),
  );
}
