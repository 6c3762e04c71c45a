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

/** The keys of a config schema, those of inner maps included, in its order. */
export function configKeys(schema: TObject, inert: Readonly<Record<string, string>> = {}, above = ""): ConfigKey[] {
  return Object.entries(schema.properties).flatMap(([name, value]) => {
    const key = `${above}${name}`;
    if (value.type === "object" && value.properties !== undefined) {
      return configKeys(value as TObject, inert, `${key}.`);
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

/** Values that a schema allows, in words. */
export function rangeOf(schema: TSchema): string {
  const choices: readonly TSchema[] | undefined = schema.anyOf;
  if (choices !== undefined) return choices.map(rangeOf).join(" or ");
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum !== undefined) return words(schema.enum as readonly unknown[]);
  if (schema.type === "boolean") return "true or false";
  if (schema.type === "array") return `list of: ${rangeOf(schema.items ?? {})}`;
  if (schema.type === "integer" || schema.type === "number") return interval(schema);
  return schema.type === "string" ? "text" : String(schema.type ?? "anything");
}

function words(values: readonly unknown[]): string {
  const texts = values.map(String);
  return texts.length < 2 ? texts.join() : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;
}

function interval(schema: TSchema): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const low = minimum ?? exclusiveMinimum;
  const high = maximum ?? exclusiveMaximum;
  const kind = schema.type === "integer" ? "whole" : "real";
  if (low === undefined && high === undefined) return kind;
  const lead = kind === "whole" ? "whole, " : "";
  if (high === undefined || high >= Number.MAX_SAFE_INTEGER)
    return `${lead}${minimum === undefined ? ">" : ">="} ${low}`;
  if (low === undefined) return `${lead}${maximum === undefined ? "<" : "<="} ${high}`;
  return `${lead}${minimum === undefined ? "(" : "["}${low}, ${high}${maximum === undefined ? ")" : "]"}`;
}
