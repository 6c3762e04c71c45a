import type { TObject, TSchema } from "@sinclair/typebox";

/** A key that a scenario can set. */
export interface ConfigKey {
  /** Dotted under its block. */
  readonly key: string;
  /** undefined where there is none: the key may be left out. */
  readonly default?: unknown;
  /** `[0, 1]`, `whole, >= 1`, `true or false`, `a, b or c`. */
  readonly range: string;
  /** What it is, with its unit. */
  readonly doc: string;
  /** Why it changes nothing, where it does not. */
  readonly inert?: string;
}

/** The keys of a config schema in its order, with those of inner maps (`a.b`) and of lists of maps (`a[].b`). */
export function configKeys(schema: TObject, inert: Readonly<Record<string, string>> = {}, above = ""): ConfigKey[] {
  return Object.entries(schema.properties).flatMap(([name, value]) => {
    const key = `${above}${name}`;
    if (value.type === "object" && value.properties !== undefined) {
      return configKeys(value as TObject, inert, `${key}.`);
    }
    const items: TSchema | undefined = value.items;
    if (items?.type === "object" && items.properties !== undefined) {
      const list = { key, default: value.default, range: "list", doc: value.description ?? "" };
      return [list, ...configKeys(items as TObject, inert, `${key}[].`)];
    }
    const why: string | undefined = inert[key] ?? value.inert;
    return [
      {
        key,
        ...(value.default === undefined ? {} : { default: value.default }),
        range: rangeOf(value),
        doc: value.description ?? "",
        ...(why === undefined ? {} : { inert: why }),
      },
    ];
  });
}

/** Values that a schema allows, in words; null, which stands for a key that is left out, is not named. */
export function rangeOf(schema: TSchema): string {
  if (schema.anyOf !== undefined) return either(schema.anyOf);
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum !== undefined) return words((schema.enum as readonly unknown[]).filter((value) => value !== null));
  if (Array.isArray(schema.type)) return either(schema.type.map((type) => ({ ...schema, type })));
  if (schema.type === "boolean") return "true or false";
  if (schema.type === "array") return `list of: ${rangeOf(schema.items ?? {})}`;
  if (schema.type === "integer" || schema.type === "number") return interval(schema);
  return WORDS[String(schema.type)] ?? "anything";
}

const WORDS: Readonly<Record<string, string>> = { string: "text", object: "map" };

function either(schemas: readonly TSchema[]): string {
  return schemas
    .filter(({ type }) => type !== "null")
    .map(rangeOf)
    .join(" or ");
}

function words(values: readonly unknown[]): string {
  const texts = values.map(String);
  return texts.length < 2 ? texts.join() : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;
}

function interval(schema: TSchema): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const [low, high] = [bound(minimum ?? exclusiveMinimum), bound(maximum ?? exclusiveMaximum)];
  const kind = schema.type === "integer" ? "whole" : "real";
  if (low === undefined && high === undefined) return kind;
  const lead = kind === "whole" ? "whole, " : "";
  if (high === undefined) return `${lead}${minimum === undefined ? ">" : ">="} ${low}`;
  if (low === undefined) return `${lead}${maximum === undefined ? "<" : "<="} ${high}`;
  return `${lead}${minimum === undefined ? "(" : "["}${low}, ${high}${maximum === undefined ? ")" : "]"}`;
}

/** Limits that only keep a whole number exact say nothing. */
function bound(limit: number | undefined): number | undefined {
  return limit !== undefined && Math.abs(limit) === Number.MAX_SAFE_INTEGER ? undefined : limit;
}
