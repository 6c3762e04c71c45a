import { parseDocument } from "yaml";

/**
 * The column (from 1) at which the value at `path` of a valid JSON text of one line begins; that of the nearest value around
 * it where there is none.
 */
export function jsonColumn(text: string, path: readonly (string | number)[]): number {
  // JSON is YAML, and this parser knows where everything stands. It is asked only where there is a fault to place.
  const document = parseDocument(text, { uniqueKeys: false, strict: false, logLevel: "silent" });
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as { readonly range?: readonly number[] } | undefined;
    if (node?.range !== undefined) return (node.range[0] ?? 0) + 1;
  }
  return (document.contents?.range[0] ?? 0) + 1;
}

/** The column at which reading a text as strict JSON fails, by the parser's message; of a key that stands twice, the second one. */
export function jsonFaultColumn(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position) + 1;
  const twice = /^the key (".*") stands twice/.exec(message)?.[1];
  if (twice === undefined) return text.length + 1;
  const [error] = parseDocument(text, { logLevel: "silent" }).errors.filter(({ code }) => code === "DUPLICATE_KEY");
  return (error?.pos[0] ?? 0) + 1;
}
