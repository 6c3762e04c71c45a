import type { Block, Chart, ReportDocument, ReportTable } from "./document.js";
import { escapeMarkdown } from "./escape.js";

/**
 * The report as Markdown: every chart by its figures, and as a picture where there is one.
 *
 * @param pictures a path, as the page is to name it, by the id of its chart
 */
export function markdownPage(document: ReportDocument, pictures: ReadonlyMap<string, string> = new Map()): string {
  const { kind, title, question, verdict, tool, sections } = document;
  const parts = [
    `# ${escapeMarkdown(title)}`,
    `Report of a ${kind}, made by ${escapeMarkdown(`${tool.name} ${tool.version}`)} from files on disk.`,
    escapeMarkdown(question),
    `**Verdict.** ${escapeMarkdown(verdict)}`,
    ...sections.flatMap((section) => [
      `## ${escapeMarkdown(section.title)}`,
      ...section.blocks.flatMap((block) => blockParts(block, pictures)),
    ]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function blockParts(block: Block, pictures: ReadonlyMap<string, string>): readonly string[] {
  switch (block.kind) {
    case "text":
      return [escapeMarkdown(block.text)];
    case "list":
      return [block.items.map((item) => `- ${escapeMarkdown(item)}`).join("\n")];
    case "commands":
      return [fenced(block.lines)];
    case "findings":
      return [
        block.findings
          .map(({ severity, message, advice, arms = [] }) => {
            const where = arms.length === 0 ? "" : ` (in ${arms.join(", ")})`;
            return `- **${severity}** ${escapeMarkdown(message + where)}  \n  ${escapeMarkdown(advice)}`;
          })
          .join("\n"),
      ];
    case "table":
      return tableParts(block.table);
    case "chart":
      return chartParts(block.chart, pictures.get(block.chart.id));
  }
}

function chartParts({ title, description, figures }: Chart, picture: string | undefined): readonly string[] {
  const image =
    picture === undefined ? [] : [`![${escapeMarkdown(description)}](<${picture.replaceAll(/[<>]/g, "")}>)`];
  return [
    `### ${escapeMarkdown(title)}`,
    ...image,
    ...(picture === undefined ? [escapeMarkdown(description)] : []),
    ...tableParts(figures),
  ];
}

function tableParts({ caption, columns, rows }: ReportTable): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(" | ")} |`;
  const rule = `| ${columns.map(({ numeric }) => (numeric ? "---:" : "---")).join(" | ")} |`;
  return [`${escapeMarkdown(caption)}:`, [line(columns.map(({ head }) => head)), rule, ...rows.map(line)].join("\n")];
}

/** A fence longer than any run of backticks inside. */
function fenced(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = "`".repeat(longest + 1);
  return `${fence}sh\n${lines.join("\n")}\n${fence}`;
}
