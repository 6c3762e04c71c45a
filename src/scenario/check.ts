import type { ValidateFunction } from "ajv";
import type { Fault } from "../base/errors.js";
import { loadAjv } from "../base/load-ajv.js";
import type { Semantics } from "../model/semantics.js";
import { objection } from "./diagnostics.js";
import { type Path, pathText } from "./document.js";
import { BUILT_IN, type Extensions } from "./extensions.js";
import { notBuilt } from "./not-built.js";
import { prunedSchema } from "./pruned-schema.js";
import { scenarioSchema } from "./schema.js";
import { surelyFits } from "./surely-fits.js";

/** Says where a value, or its key, stands. */
export type Locate = (path: Path, at: "key" | "value") => Fault["place"];

/** What the schema says about the data: faults refuse it, warnings do not. */
export interface Verdict {
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

const NO_OBJECTION: Verdict = { faults: [], warnings: [] };

/**
 * Holds the data against the schema of scenarios. Where a run of the reference system is replayed, keys that it does not
 * read are taken out of `data` and become warnings, and numbers and booleans written as text are read.
 */
export function checkScenario(
  data: Record<string, unknown>,
  extensions: Extensions,
  semantics: Semantics,
  locate: Locate,
): Verdict {
  const tolerant = semantics.unreadKeysTolerated;
  // ajv looks at schemas that others wrote, and at data that it may have to convert, from the start.
  if (extensions === BUILT_IN && !tolerant && surelyFits(scenarioSchema(extensions), data)) return NO_OBJECTION;
  const validate = validator(extensions, tolerant, data);
  validate(data);
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  for (const error of validate.errors ?? []) {
    const found = objection(error, data);
    if (found === undefined) continue;
    const place = locate(found.path, found.at);
    if (!found.unknownKey) {
      faults.push({ message: found.message, place });
      continue;
    }
    const part = notBuilt(found.path);
    const name = pathText(found.path);
    if (tolerant && (part === undefined || part.inertThere || isOff(data, found.path))) {
      drop(data, found.path);
      const why =
        part === undefined ? "the reference system does not read it" : `${part.what} does nothing in such a run`;
      warnings.push({ message: `${name} is passed over: ${why}`, place });
    } else {
      faults.push({ message: part === undefined ? found.message : `${name}: ${part.what} is not built yet`, place });
    }
  }
  return { faults: unique(faults), warnings };
}

/** How a set of extensions has been used: the whole schema is compiled when it is asked for again. */
interface Compiled {
  whole?: ValidateFunction;
}

const compiled = new WeakMap<Extensions, Map<boolean, Compiled>>();

/**
 * Compiling the whole schema takes longer than a small run. So the first scenario that ajv has to look at is held against
 * what of the schema it asks for, and whoever has more of them pays for the whole once.
 */
function validator(extensions: Extensions, coerceTypes: boolean, data: unknown): ValidateFunction {
  const modes = compiled.get(extensions) ?? new Map<boolean, Compiled>();
  compiled.set(extensions, modes);
  const schema = scenarioSchema(extensions);
  // Schemas of our own parts are right, a test says so; those of others are looked at.
  const validateSchema = extensions !== BUILT_IN;
  const options = { allErrors: true, strict: false, strictNumbers: true, verbose: true, coerceTypes, validateSchema };
  const ajv = () => new (loadAjv().Ajv)(options);
  const known = modes.get(coerceTypes);
  if (known === undefined) {
    modes.set(coerceTypes, {});
    return ajv().compile(prunedSchema(schema, data));
  }
  known.whole ??= ajv().compile(schema);
  return known.whole;
}

/** A block that says `enabled: false`. */
function isOff(data: Record<string, unknown>, [block]: Path): boolean {
  const value = data[String(block)];
  return typeof value === "object" && value !== null && "enabled" in value && value.enabled === false;
}

function drop(data: Record<string, unknown>, path: Path): void {
  let node: unknown = data;
  for (const part of path.slice(0, -1)) node = (node as Record<string, unknown>)[String(part)];
  delete (node as Record<string, unknown>)[String(path.at(-1))];
}

/** Two branches of the schema may object to one value in the same words. */
function unique(faults: readonly Fault[]): Fault[] {
  const seen = new Map(faults.map((fault) => [JSON.stringify(fault), fault]));
  return [...seen.values()];
}
