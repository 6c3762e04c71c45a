import { styleText } from "node:util";
import { type Column, markdownTable, terminalTable } from "./format-table.js";
import { hangingTable, WIDTH, wrap } from "./format-text.js";
import { visible } from "./visible.js";

/** A part of a report, in a form that can be printed in several ways. */
export type Block =
  | { readonly kind: "title" | "heading" | "text" | "small"; readonly text: string }
  | { readonly kind: "table"; readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }
  /** Rows whose last cell is text that may go on over several lines. */
  | { readonly kind: "list"; readonly rows: readonly (readonly string[])[] };

/** For a terminal of 100 columns; ends without a line end. A heading stands right above what follows it. */
export function blocksForTerminal(blocks: readonly Block[]): string {
  return blocks
    .map((block, at) => {
      const gap = at === 0 ? "" : isOwn(block, blocks[at - 1]) ? "\n\n" : "\n";
      return gap + shown(block);
    })
    .join("");
}

/** As Markdown, to paste into a note. */
export function blocksForMarkdown(blocks: readonly Block[]): string {
  return blocks.map(marked).join("\n\n");
}

/** Whether a blank line goes before a block. */
function isOwn(block: Block, before: Block): boolean {
  if (block.kind === "title" || block.kind === "heading") return true;
  if (before.kind === "title" || before.kind === "heading") return false;
  return block.kind !== "small";
}

function shown(block: Block): string {
  switch (block.kind) {
    case "title":
    case "heading":
      return wrap(visible(block.text), WIDTH)
        .map((line) => styleText("bold", line))
        .join("\n");
    case "text":
      return wrap(visible(block.text), WIDTH - 2)
        .map((line) => `  ${line}`)
        .join("\n");
    case "small":
      return wrap(visible(block.text), WIDTH)
        .map((line) => styleText("dim", line))
        .join("\n");
    case "table":
      return terminalTable(block.columns, block.rows);
    case "list":
      return hangingTable(block.rows.map((row) => row.map(visible)));
  }
}

function marked(block: Block): string {
  switch (block.kind) {
    case "title":
      return `## ${visible(block.text)}`;
    case "heading":
      return `### ${visible(block.text)}`;
    case "text":
    case "small":
      return visible(block.text);
    case "table":
      return markdownTable(block.columns, block.rows);
    case "list":
      return block.rows
        .map(
          (row) =>
            `- ${row
              .filter((cell) => cell.trim() !== "")
              .map((cell) => visible(cell).trim())
              .join(": ")}`,
        )
        .join("\n");
  }
}
