import { ModelError } from "../../contract/provider.js";
import { modelErrorOf, statusError } from "./sdk-error.js";

const PATIENCE = 10_000;
const SHOWN = 20;

/**
 * Asks an endpoint for the models it has: the one call that all of them answer without a cost.
 *
 * @returns lines that say what was found, and whether `model` is among it
 * @throws ModelError when it cannot be reached, refuses, or answers in another form
 */
export async function listModels(
  baseUrl: string,
  headers: Readonly<Record<string, string>>,
  model: string | undefined,
): Promise<readonly string[]> {
  const where = new URL(baseUrl).host;
  const response = await fetch(`${baseUrl.replace(/\/+$/, "")}/models`, {
    headers,
    signal: AbortSignal.timeout(PATIENCE),
  }).catch((error: unknown) => {
    const timedOut = error instanceof DOMException && error.name === "TimeoutError";
    if (timedOut) throw new ModelError("timeout", `${where}: no answer within ${PATIENCE / 1000} s`);
    throw modelErrorOf(error, where);
  });
  const body = await response.text();
  if (!response.ok) throw statusError(response.status, Object.fromEntries(response.headers), body, where);
  const names = namesIn(body);
  if (names === undefined)
    throw new ModelError("bad_reply", `${where}: reached, but its list of models cannot be read`);
  const more = names.length > SHOWN ? `, and ${names.length - SHOWN} more` : "";
  const found = [`${where} answers, with ${names.length} models: ${names.slice(0, SHOWN).join(", ")}${more}`];
  if (model !== undefined) found.push(names.includes(model) ? `it has ${model}` : `it does not list ${model}`);
  return found;
}

function namesIn(body: string): readonly string[] | undefined {
  try {
    const { data } = JSON.parse(body) as { readonly data?: unknown };
    if (!Array.isArray(data)) return undefined;
    const names = data.map((entry: { readonly id?: unknown } | null) => entry?.id);
    return names.every((name) => typeof name === "string") ? names : undefined;
  } catch {
    return undefined;
  }
}
