/** The beginning of a text in one line, for a message: `longest` characters of it, and `...` where there are more. */
export function excerpt(text: string, longest: number): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest)}...` : line;
}
