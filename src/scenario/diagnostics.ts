import type { ErrorObject } from "ajv";
import { didYouMean } from "../base/nearest.js";
import { type Path, pathText } from "./document.js";

/** One thing the schema objects to. */
export interface Objection {
  readonly path: Path;
  /** Whether the key itself is wrong, or its value. */
  readonly at: "key" | "value";
  readonly message: string;
  readonly unknownKey: boolean;
}

/** What a value looks like in a message: short, and quoted if it is text. */
function shown(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "number") return String(value);
  return JSON.stringify(value).slice(0, 60);
}

const WORDS: Readonly<Record<string, string>> = {
  integer: "a whole number",
  number: "a number",
  string: "text",
  boolean: "true or false",
  object: "a map",
  array: "a list",
};

function toPath(pointer: string, data: unknown): Path {
  let node = data;
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => {
      const inList = Array.isArray(node);
      node = (node as Record<string, unknown> | undefined)?.[part];
      return inList ? Number(part) : part;
    });
}

/** Says in words what ajv (with `verbose`) objects to; undefined for errors that only point at others. */
export function objection(error: ErrorObject, data: unknown, noun = "scenario"): Objection | undefined {
  const path = toPath(error.instancePath, data);
  const name = pathText(path);
  const wrong = (rest: string): Objection => ({
    path,
    at: "value",
    message: `${name || `the ${noun}`} ${rest}, got ${shown(error.data)}`,
    unknownKey: false,
  });
  switch (error.keyword) {
    case "if":
      return undefined;
    case "additionalProperties": {
      const key = String(error.params.additionalProperty);
      const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
      const where = name === "" ? "" : ` in ${name}`;
      const message = `unknown key "${key}"${where}${didYouMean(key, known)}`;
      return { path: [...path, key], at: "key", message, unknownKey: true };
    }
    case "required":
      return {
        ...wrong(""),
        at: "key",
        message: `${name === "" ? "" : `${name}: `}"${error.params.missingProperty}" is missing`,
      };
    case "type": {
      if (typeof error.data === "number" && !Number.isFinite(error.data)) return wrong("must be a finite number");
      return wrong(
        `must be ${[error.params.type]
          .flat()
          .map((type) => WORDS[type] ?? type)
          .join(" or ")}`,
      );
    }
    case "minimum":
      return wrong(`must be at least ${error.params.limit}`);
    case "maximum":
      return wrong(`must be at most ${error.params.limit}`);
    case "exclusiveMinimum":
      return wrong(`must be greater than ${error.params.limit}`);
    case "exclusiveMaximum":
      return wrong(`must be less than ${error.params.limit}`);
    case "minItems":
      return wrong(`needs at least ${error.params.limit} ${error.params.limit === 1 ? "entry" : "entries"}`);
    case "enum": {
      const allowed = (error.params.allowedValues as unknown[]).map(String);
      const near = typeof error.data === "string" ? didYouMean(error.data, allowed) : "";
      return wrong(`must be one of ${allowed.join(", ")}${near}`);
    }
    case "pattern":
      return wrong(`is not allowed (${String(error.parentSchema?.description ?? error.params.pattern)})`);
    default:
      return wrong(error.message ?? "is not allowed");
  }
}
