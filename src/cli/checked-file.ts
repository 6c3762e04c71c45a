import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv } from "ajv";
import type { Fault } from "../base/errors.js";
import { whyUnreadable } from "../base/why-unreadable.js";
import type { Named } from "../records/named.js";
import { shownPath } from "../records/shown-path.js";

/**
 * What a file holds; undefined, and a fault more, where it cannot be read or is something else.
 *
 * @param kind what it should be, for messages
 */
export function checkedFile<T>(file: string, schema: object, kind: string, faults: Fault[]): Named<T> | undefined {
  const refuse = (message: string) => void faults.push({ message, place: { file } });
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) refuse(`this is not ${kind}: ${error.message}`);
    else refuse(whyUnreadable(error));
    return undefined;
  }
  const valid = new Ajv({ strict: false }).compile(schema);
  if (!valid(data)) {
    const [fault] = valid.errors ?? [];
    refuse(`this is not ${kind}: ${fault?.instancePath.slice(1) || "it"} ${fault?.message ?? "does not fit"}`);
    return undefined;
  }
  return { file: shownPath(resolve(file)), data: data as T };
}
