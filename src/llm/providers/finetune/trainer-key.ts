import { InputError } from "../../../base/errors.js";
import type { TrainerAddress } from "../../../contract/trainer-backend.js";
import { keyFrom } from "../endpoint.js";

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Where requests go, and the key that goes with them. */
export interface TrainerAccess {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly key: string | undefined;
  readonly keyVariable: string | undefined;
}

/**
 * A vendor's usual variable serves its own address alone; for another address the user names the variable, or none is
 * sent. A key leaves this machine over https only.
 *
 * @throws InputError for an address that is none, a key that is not set, or one that would be sent in the clear
 */
export function trainerAccess(
  vendor: { readonly name: string; readonly address: string; readonly usualKey: string },
  { baseUrl, apiKeyEnv }: TrainerAddress,
  env: Readonly<Record<string, string | undefined>>,
): TrainerAccess {
  const address = (baseUrl ?? vendor.address).replace(/\/+$/, "");
  if (!/^https?:\/\/[^\s@?#]+$/.test(address) || !URL.canParse(address)) {
    throw new InputError(`--base-url must be an http(s) address without user, query or fragment, got ${address}`);
  }
  const keyVariable = apiKeyEnv ?? (address === vendor.address ? vendor.usualKey : undefined);
  if (keyVariable === undefined) return { baseUrl: address, key: undefined, keyVariable };
  if (!/^[A-Z][A-Z0-9_]*_API_KEY$/.test(keyVariable)) {
    throw new InputError(`--api-key-env must name a variable that ends in _API_KEY, got ${keyVariable}`);
  }
  const { protocol, hostname } = new URL(address);
  if (protocol !== "https:" && !LOOPBACK.test(hostname)) {
    throw new InputError(`${vendor.name}: a key is sent over https only, and ${address} is not`);
  }
  return { baseUrl: address, key: keyFrom({ env }, keyVariable, vendor.name), keyVariable };
}
