import type { ValidateFunction } from "ajv";
import { loadAjv } from "../base/load-ajv.js";
import { parseStrictJson } from "../base/strict-json.js";
import { type Completion, type JsonSchema, ModelError, type ModelErrorDetail } from "../contract/provider.js";

/**
 * The answer with its parsed data where the request had a schema. Strict: the text is one JSON value with nothing around
 * it and no key twice, and fits the schema without any conversion.
 *
 * @throws ModelError `truncated`, `invalid_json` or `wrong_schema`, with the text, usage and price of the answer
 */
export function structured(completion: Completion, schema: JsonSchema | undefined): Completion {
  if (schema === undefined) return completion;
  const { text, usage, price, finish } = completion;
  const detail: ModelErrorDetail = { text, usage, price };
  if (finish === "length") {
    throw new ModelError("truncated", `the answer was cut at its length: ${shown(text)}`, detail);
  }
  let data: unknown;
  try {
    data = parseStrictJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ModelError("invalid_json", `the answer is no JSON (${error.message}): ${shown(text)}`, detail);
  }
  const validate = validatorOf(schema);
  if (!validate(data)) {
    const wrong = (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const key = params.additionalProperty === undefined ? "" : ` "${params.additionalProperty}"`;
      return `${instancePath || "it"} ${message}${key}`;
    });
    throw new ModelError("wrong_schema", `the answer does not fit (${wrong.join("; ")}): ${shown(text)}`, detail);
  }
  return { ...completion, data };
}

const OPTIONS = {
  allErrors: true,
  strict: false,
  strictNumbers: true,
  coerceTypes: false,
  useDefaults: false,
} as const;
const compiled = new WeakMap<JsonSchema, ValidateFunction>();

function validatorOf(schema: JsonSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  // One instance each: an instance keeps every schema it has compiled, and agents make schemas as they go.
  const validate = new (loadAjv().Ajv)(OPTIONS).compile(schema);
  compiled.set(schema, validate);
  return validate;
}

const LONGEST = 120;

function shown(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text);
}
