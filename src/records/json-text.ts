/** Arrays of plain values longer than this are broken over lines, too. */
const LINE = 4000;

/**
 * JSON that is indented by two blanks and ends with a line end, arrays of plain values on one line each: a file of many
 * figures stays one that can be read.
 */
export function jsonText(value: unknown): string {
  return `${part(value, "")}\n`;
}

function part(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every(isPlain)) {
      const line = `[${value.map((item) => JSON.stringify(item ?? null)).join(", ")}]`;
      if (line.length <= LINE) return line;
    }
    return value.length === 0
      ? "[]"
      : `[\n${value.map((item) => inner + part(item ?? null, inner)).join(",\n")}\n${indent}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([key, item]) => `${inner}${JSON.stringify(key)}: ${part(item, inner)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}
