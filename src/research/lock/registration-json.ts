/**
 * JSON as Python's `json.dumps(value, sort_keys=True)` writes it: keys sorted by code point, `", "` and `": "` between
 * parts, everything past ASCII as `\uXXXX`. Numbers print as JavaScript prints them.
 */
export function registrationJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(registrationJson).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const parts = Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => byCodePoint(a, b))
      .map(([key, part]) => `${ascii(key)}: ${registrationJson(part)}`);
    return `{${parts.join(", ")}}`;
  }
  if (typeof value === "string") return ascii(value);
  return JSON.stringify(value ?? null);
}

function ascii(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** As UTF-8 bytes compare, which is by code point. */
export function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
