import { type Fault, InputError } from "../../base/errors.js";
import type { Archive } from "../../research/publish/archives.js";

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Where a submission goes, and the key that goes with it. */
export interface ArchiveAccess {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly key: string;
  readonly keyVariable: string;
}

/**
 * Nothing goes to an address that the user has not named, and a key leaves this machine over https alone.
 *
 * @param keyVariable that the user has named; the archive's own where there is none
 * @throws InputError with all that is missing or not fit
 */
export function archiveAccess(
  archive: Archive,
  given: string | undefined,
  keyVariable: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): ArchiveAccess {
  const variable = keyVariable ?? archive.keyVariable;
  const key = env[variable] ?? "";
  const faults: Fault[] = [
    ...(given === undefined
      ? [{ message: `sending needs the address of the archive: --base-url, such as ${archive.baseUrl}` }]
      : addressFaults(given)),
    ...(key === "" ? [{ message: `sending needs a key: set the environment variable ${variable}` }] : []),
    ...(/[^\x21-\x7e]/.test(key) ? [{ message: `${variable} holds characters that no key has` }] : []),
  ];
  if (faults.length > 0 || given === undefined) throw new InputError(faults);
  return { baseUrl: given.replace(/\/+$/, ""), key, keyVariable: variable };
}

/** What is wrong with an address. */
export function addressFaults(given: string): readonly Fault[] {
  const place = { file: "--base-url" };
  if (!/^https?:\/\/[^\s@?#]+$/.test(given) || !URL.canParse(given)) {
    return [{ message: "an http(s) address without user, query or fragment is needed", place }];
  }
  const { protocol, hostname, host } = new URL(given);
  if (protocol === "https:" || LOOPBACK.test(hostname)) return [];
  return [{ message: `a key is sent over https only, and ${host} is asked over http`, place }];
}
