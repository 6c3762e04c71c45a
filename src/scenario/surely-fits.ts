import type { TSchema } from "@sinclair/typebox";

/**
 * Whether data fits a schema, told without compiling the schema. `false` where it does not, and where the schema has a
 * keyword or the data a value that is not known here: in both cases it is for ajv to say what is the matter, if anything
 * is. The keywords are those of JSON Schema, draft 7, as ajv takes them with `strictNumbers`.
 */
export function surelyFits(schema: TSchema, data: unknown): boolean {
  try {
    return fits(schema, data);
  } catch (error) {
    if (error instanceof Unsure) return false;
    throw error;
  }
}

/** Not a `false`: what is not understood must not pass for a condition that does not hold. */
class Unsure extends Error {}

function fits(schema: TSchema, value: unknown): boolean {
  if (typeof schema !== "object") throw new Unsure();
  const kind = kindOf(value);
  return Object.keys(schema).every((keyword) => {
    const rule = OF_ANYTHING[keyword] ?? OF_KIND[kind]?.[keyword];
    if (rule !== undefined) return rule(schema, value as never);
    if (!REMARKS.has(keyword) && !KEYWORDS.has(keyword)) throw new Unsure(keyword);
    return true;
  });
}

/** @throws Unsure of numbers without end and of what no file can hold */
function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  if (type === "number" ? !Number.isFinite(value) : !["object", "string", "boolean"].includes(type)) throw new Unsure();
  return type;
}

type Map = Readonly<Record<string, unknown>>;
type Rules<T> = Readonly<Record<string, ((schema: TSchema, value: T) => boolean) | undefined>>;

/** Keywords that ask nothing; `then` is looked at with its `if`. */
const REMARKS: ReadonlySet<string> = new Set(["title", "description", "default", "inert", "then"]);

const OF_ANYTHING: Rules<unknown> = {
  type: ({ type }, value) =>
    [type].flat().some((name) => (name === "integer" ? Number.isInteger(value) : name === kindOf(value))),
  const: ({ const: only }, value) => value === plain(only),
  enum: ({ enum: words }, value) => words.map(plain).includes(value),
  allOf: ({ allOf }, value) => allOf.every((schema: TSchema) => fits(schema, value)),
  anyOf: ({ anyOf }, value) => anyOf.some((schema: TSchema) => fits(schema, value)),
  if: (schema, value) => !fits(schema.if, value) || fits(schema.then ?? {}, value),
};

const OF_NUMBERS: Rules<number> = {
  minimum: ({ minimum }, value) => value >= minimum,
  maximum: ({ maximum }, value) => value <= maximum,
  exclusiveMinimum: ({ exclusiveMinimum }, value) => value > exclusiveMinimum,
  exclusiveMaximum: ({ exclusiveMaximum }, value) => value < exclusiveMaximum,
};

const OF_TEXTS: Rules<string> = {
  minLength: ({ minLength }, value) => [...value].length >= minLength,
  maxLength: ({ maxLength }, value) => [...value].length <= maxLength,
  pattern: ({ pattern }, value) => new RegExp(pattern, "u").test(value),
};

const OF_LISTS: Rules<readonly unknown[]> = {
  minItems: ({ minItems }, value) => value.length >= minItems,
  maxItems: ({ maxItems }, value) => value.length <= maxItems,
  items: ({ items }, value) => {
    if (!Array.isArray(items)) return value.every((item) => fits(items, item));
    return value.every((item, at) => at >= items.length || fits(items[at], item));
  },
  additionalItems: ({ items, additionalItems }, value) => {
    if (additionalItems !== false || !Array.isArray(items)) throw new Unsure("additionalItems");
    return value.length <= items.length;
  },
};

const OF_MAPS: Rules<Map> = {
  required: ({ required }, value) => required.every((key: string) => Object.hasOwn(value, key)),
  properties: ({ properties }, value) =>
    Object.entries(value).every(([key, inner]) => !Object.hasOwn(properties, key) || fits(properties[key], inner)),
  patternProperties: ({ patternProperties }, value) =>
    Object.entries(patternProperties).every(([pattern, schema]) => {
      const keys = new RegExp(pattern, "u");
      return Object.entries(value).every(([key, inner]) => !keys.test(key) || fits(schema as TSchema, inner));
    }),
  additionalProperties: ({ properties = {}, patternProperties = {}, additionalProperties }, value) => {
    if (additionalProperties !== false) throw new Unsure("additionalProperties");
    const patterns = Object.keys(patternProperties).map((pattern) => new RegExp(pattern, "u"));
    return Object.keys(value).every((key) => Object.hasOwn(properties, key) || patterns.some((keys) => keys.test(key)));
  },
};

const OF_KIND: Readonly<Record<string, Rules<never> | undefined>> = {
  number: OF_NUMBERS,
  string: OF_TEXTS,
  array: OF_LISTS,
  object: OF_MAPS,
};

/** Keywords that ask nothing of a value that is not of their kind. */
const KEYWORDS = new Set(Object.values(OF_KIND).flatMap((rules) => Object.keys(rules ?? {})));

/** @throws Unsure of a list or a map, which would have to be compared part by part */
function plain(value: unknown): unknown {
  if (typeof value === "object" && value !== null) throw new Unsure();
  return value;
}
