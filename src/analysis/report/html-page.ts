import type { Block, Chart, ReportDocument, ReportFinding, ReportTable, Section } from "./document.js";
import { escapeText } from "./escape.js";
import { STYLE } from "./style.js";

/** Nothing may be fetched and nothing may run, whatever a name in the data looks like. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/**
 * The report as one page that needs nothing besides itself: no network, no script, light and dark.
 *
 * @param drawings an SVG element by the id of its chart
 */
export function htmlPage(document: ReportDocument, drawings: ReadonlyMap<string, string>): string {
  const { kind, title, question, verdict, tool, sections } = document;
  const made = `${tool.name} ${tool.version}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="generator" content="${escapeText(made)}">
<title>${escapeText(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
<header>
<p class="kind">Report of a ${kind}</p>
<h1>${escapeText(title)}</h1>
<p class="question">${escapeText(question)}</p>
<section class="verdict" aria-labelledby="verdict"><p class="kind" id="verdict">Verdict</p>
<p>${escapeText(verdict)}</p></section>
<p class="by">Made by ${escapeText(made)} from files on disk; the same files give the same page.</p>
</header>
${sections.map((section) => sectionHtml(section, drawings)).join("\n")}
</main>
</body>
</html>
`;
}

function sectionHtml({ id, title, blocks }: Section, drawings: ReadonlyMap<string, string>): string {
  const inner = blocks.map((block) => blockHtml(block, drawings)).join("\n");
  return `<section aria-labelledby="${id}">\n<h2 id="${id}">${escapeText(title)}</h2>\n${inner}\n</section>`;
}

function blockHtml(block: Block, drawings: ReadonlyMap<string, string>): string {
  switch (block.kind) {
    case "text":
      return `<p>${escapeText(block.text)}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${escapeText(item)}</li>`).join("")}</ul>`;
    case "commands":
      return `<pre><code>${block.lines.map(escapeText).join("\n")}</code></pre>`;
    case "findings":
      return block.findings.map(findingHtml).join("\n");
    case "table":
      return tableHtml(block.table);
    case "chart":
      return chartHtml(block.chart, drawings);
  }
}

function findingHtml({ severity, message, advice, arms }: ReportFinding): string {
  const where = arms === undefined || arms.length === 0 ? "" : ` (in ${arms.join(", ")})`;
  return (
    `<div class="finding ${severity}"><p><strong>${severity}</strong> ${escapeText(message + where)}</p>` +
    `<p class="advice">${escapeText(advice)}</p></div>`
  );
}

function chartHtml({ id, title, figures }: Chart, drawings: ReadonlyMap<string, string>): string {
  const drawing = drawings.get(id);
  if (drawing === undefined) throw new Error(`chart ${id} was not drawn`);
  return (
    `<figure id="figure-${id}"><figcaption>${escapeText(title)}</figcaption>\n${drawing}\n` +
    `<details><summary>Figures of this chart</summary>${tableHtml(figures)}</details></figure>`
  );
}

function tableHtml({ caption, columns, rows }: ReportTable): string {
  const kind = (at: number) => (columns[at]?.numeric ? ' class="n"' : "");
  const head = columns.map(({ head: text }, at) => `<th scope="col"${kind(at)}>${escapeText(text)}</th>`).join("");
  const body = rows.map((row) => {
    const cells = row.map((cell, at) =>
      at === 0 && !columns[0]?.numeric
        ? `<th scope="row">${escapeText(cell)}</th>`
        : `<td${kind(at)}>${escapeText(cell)}</td>`,
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  return (
    `<div class="scroll" tabindex="0" role="region" aria-label="${escapeText(caption)}"><table>` +
    `<caption>${escapeText(caption)}</caption><thead><tr>${head}</tr></thead>` +
    `<tbody>${body.join("\n")}</tbody></table></div>`
  );
}
