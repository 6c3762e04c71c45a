import type { Compared } from "../analysis/compare/comparison.js";
import { commandLine } from "../analysis/report/command-line.js";
import { shownPath } from "../records/shown-path.js";
import type { Block } from "./compare-blocks.js";
import type { ComparePaths } from "./compare-files.js";
import { counted } from "./format-text.js";

/** What keeps the runs from showing it; advice that several findings share stands below the last of them. */
export function validityBlocks({ validity, arms }: Compared): readonly Block[] {
  if (validity === null) return [];
  const heading: Block = { kind: "heading", text: "Validity" };
  if (validity.length === 0) return [heading, { kind: "text", text: "nothing found" }];
  const rows = validity.flatMap(({ severity, message, advice, arms: whose = [] }, at) => {
    const where = whose.length === 0 || whose.length === arms.length ? "" : `${whose.join(", ")}: `;
    const told = severity !== "note" && validity[at + 1]?.advice !== advice;
    return [[severity, `${where}${message}.`], ...(told ? [["", `-> ${advice}`]] : [])];
  });
  return [heading, { kind: "list", rows }];
}

/** What is worth knowing besides. */
export function remarkBlocks({ notes, warnings }: Compared): readonly Block[] {
  const told =
    warnings.length === 0
      ? []
      : [
          `${counted(warnings.length, "warning")} about the scenarios, in full in the file: keys without effect and the like`,
        ];
  const lines = [...notes, ...told];
  if (lines.length === 0) return [];
  return [
    { kind: "heading", text: "Worth knowing" },
    { kind: "list", rows: lines.map((line) => [line]) },
  ];
}

/** Where everything is, and how to get it again. */
export function fileBlocks({ command }: Compared, { result, runs }: ComparePaths): readonly Block[] {
  return [
    { kind: "heading", text: "Files" },
    {
      kind: "list",
      rows: [
        [shownPath(result), "all of this, and the course over the epochs"],
        [shownPath(runs), "a row per arm and seed, every figure"],
      ],
    },
    { kind: "heading", text: "To repeat it" },
    { kind: "text", text: commandLine(command) },
  ];
}
