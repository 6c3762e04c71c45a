import { InputError } from "../base/errors.js";
import type { Registry } from "../base/registry.js";

/** What the user names. @throws InputError for a name that is not in the registry, with those that are */
export function entryNamed<T>(registry: Registry<T>, name: string): T {
  const found = registry.find(name);
  if (found === undefined) throw new InputError(`${registry.unknown(name)}; there are: ${registry.names.join(", ")}`);
  return found;
}
