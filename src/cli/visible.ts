/** `text` with control characters, which could move the cursor or break a line, made visible. */
export function visible(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
