const SIGNS: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  $: "\\$",
  "&": "\\&",
  "%": "\\%",
  "#": "\\#",
  _: "\\_",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  "`": "\\textasciigrave{}",
};

/** Text that LaTeX shows as it is, in one line. Quotation marks are set as opening and closing ones. */
export function latexText(text: string): string {
  return text
    .replaceAll(/[\\{}$&%#_~^<>|`]/g, (sign) => SIGNS[sign])
    .replaceAll(/-(?=-)/g, "-{}")
    .replaceAll(/(^|[\s([\ue001])"/g, "$1``")
    .replaceAll('"', "''");
}

/** What of Markdown is more than text within a line: an escaped sign, bold, a citation. */
const MARKUP = /\\([\\`*_[\]<>|#~])|(\*\*)|\[(?:@([^\]]+)|(arxiv:[^\]]+))\]/g;

/** A line of the Markdown that papers are composed in. @throws Error for bold that does not end, which is a bug */
export function latexLine(markdown: string): string {
  const pieces: string[] = [];
  let plain = "";
  let at = 0;
  let bold = false;
  const flush = () => {
    pieces.push(latexText(plain));
    plain = "";
  };
  for (const { 0: whole, 1: escaped, 2: stars, 3: key, 4: arxiv, index } of markdown.matchAll(MARKUP)) {
    plain += markdown.slice(at, index);
    at = index + whole.length;
    if (escaped !== undefined) {
      plain += escaped;
      continue;
    }
    flush();
    if (stars === undefined) pieces.push(`\\cite{${key ?? arxiv}}`);
    else {
      bold = !bold;
      pieces.push(bold ? "\\textbf{" : "}");
    }
  }
  plain += markdown.slice(at);
  flush();
  if (bold) throw new Error(`bold does not end: ${markdown}`);
  return pieces.join("");
}
