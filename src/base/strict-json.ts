const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;

/**
 * The value of a JSON text, and nothing but JSON: no fences or words around it, and no key twice in one object (a reader
 * would have to choose which of them counts).
 *
 * @throws SyntaxError that says what is wrong
 */
export function parseStrictJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const twice = repeatedKey(text);
  if (twice !== undefined) throw new SyntaxError(`the key ${twice} stands twice in one object`);
  return value;
}

/** The first key that an object of this (valid) JSON text has twice, quoted. */
function repeatedKey(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (const { 0: token, index } of json.matchAll(TOKEN)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (/^\s*:/.test(json.slice(index + token.length, index + token.length + 64))) {
      const key = JSON.stringify(JSON.parse(token));
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
