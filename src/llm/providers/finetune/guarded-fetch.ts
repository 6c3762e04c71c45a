/** Headers that go out. The SDK would add figures about this machine, and whatever OPENAI_CUSTOM_HEADERS holds. */
const SENT = ["accept", "authorization", "content-type"];

/**
 * A `fetch` that talks to one origin, follows no redirection and sends no header but those a request needs: a key goes
 * nowhere but where it belongs. What a failing reply says is put where the SDK looks for it, whatever shape it came in
 * (`error.message` with OpenAI, `message` or `detail` with Mistral, plain text from a proxy).
 */
export function guardedFetch(origin: string): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== origin) throw new Error(`a request to ${url.origin} was about to leave for another host`);
    const given = new Headers(init?.headers);
    const headers = SENT.flatMap((name) => {
      const value = given.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    const response = await fetch(url, { ...init, headers: Object.fromEntries(headers), redirect: "manual" });
    if (response.ok) return response;
    const message = wordsIn(await response.text());
    return new Response(JSON.stringify({ error: { message } }), {
      status: response.status,
      headers: { ...Object.fromEntries(response.headers), "content-type": "application/json" },
    });
  };
}

function wordsIn(body: string): string {
  try {
    const said = JSON.parse(body) as Readonly<Record<string, unknown>> | null;
    const inner = said?.error as { readonly message?: unknown } | string | undefined;
    const words = typeof inner === "object" ? inner.message : (inner ?? said?.message ?? said?.detail);
    return typeof words === "string" ? words : JSON.stringify(words ?? said);
  } catch {
    return body;
  }
}
