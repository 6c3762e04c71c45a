const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Characters that XML knows none of, halves of characters, and those that turn the direction of text. */
const UNFIT = /[^\P{Cc}\t\n\r]|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\p{Surrogate}]/gu;

/** Text fit for elements and quoted attributes of HTML and SVG; unfit characters become U+FFFD. */
export function escapeText(text: string): string {
  return text.replaceAll(UNFIT, "\ufffd").replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Text that Markdown shows as it is, in one line, also inside the cell of a table. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/\s*\n\s*/g, " ")
    .replaceAll(UNFIT, "\ufffd")
    .replaceAll(/[\\`*_[\]<>|#~]/g, "\\$&");
}
