import { type FrameSource, numericColumns } from "../analysis/frame.js";
import { type Fault, InputError } from "../base/errors.js";
import { SAFETY_FIGURES } from "../metrics/safety-figures.js";

/** Names that stand for several columns, where a table has no column of that name itself. */
export const FAMILIES = new Map([
  ["conditional_loss", ["conditional_loss_initiator", "conditional_loss_counterparty"]],
]);

/** What to look at in each table, and what the user should know about the choice. */
export interface Choice {
  /** By table; in one order for all tables, no name twice. */
  readonly metrics: ReadonlyMap<FrameSource, readonly string[]>;
  readonly warnings: readonly Fault[];
}

/**
 * The metrics asked for, which every table must have; or by default the usual ones that at least one table has, and
 * where none has any of them, every numeric column.
 *
 * @throws InputError when nothing is asked for by name, or a table has nothing to look at.
 */
export function chooseMetrics(tables: readonly FrameSource[], asked: readonly string[] | undefined): Choice {
  if (asked === undefined) return chooseByDefault(tables);
  const names = asked.filter((name) => name !== "");
  if (names.length === 0) throw new InputError("--metrics names no metric");
  return { metrics: new Map(tables.map((table) => [table, expand(names, table)])), warnings: [] };
}

function expand(names: readonly string[], { columns }: FrameSource): readonly string[] {
  return [...new Set(names.flatMap((name) => (columns.includes(name) ? [name] : (FAMILIES.get(name) ?? [name]))))];
}

function chooseByDefault(tables: readonly FrameSource[]): Choice {
  const usual = SAFETY_FIGURES.filter((metric) => tables.some(({ columns }) => columns.includes(metric)));
  const wanted = usual.length > 0 ? usual : [...new Set(tables.flatMap(numericColumns))];
  const warnings: Fault[] = [];
  const faults: Fault[] = [];
  const metrics = new Map<FrameSource, readonly string[]>();
  for (const table of tables) {
    const { file, columns, headerLine } = table;
    const place = { file, line: headerLine };
    const here = wanted.filter((metric) => columns.includes(metric));
    metrics.set(table, here);
    const absent = wanted.filter((metric) => !columns.includes(metric));
    const rest = columns.filter((name) => !["", "epoch", ...here].includes(name));
    // A table that is not one of epochs at all is told so by its frame, more to the point than here.
    if (here.length === 0 && columns.includes("epoch")) {
      const what = usual.length > 0 ? `none of the columns ${wanted.join(", ")}` : "no numeric column besides epoch";
      faults.push({ message: `the table has ${what}${rest.length > 0 ? `, only ${rest.join(", ")}` : ""}`, place });
    } else if (absent.length > 0) warnings.push({ message: `the table has no column ${absent.join(", ")}`, place });
    if (usual.length === 0 && here.length > 0 && rest.length > 0) {
      warnings.push({ message: `left out because of text in them: ${rest.join(", ")}`, place });
    }
  }
  if (faults.length > 0) throw new InputError(faults);
  return { metrics, warnings };
}
