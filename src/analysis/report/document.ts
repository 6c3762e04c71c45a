/** A report before it is a page: what it says, in order, as plain data. Texts are not escaped. */
export interface ReportDocument {
  readonly kind: "run" | "comparison" | "sweep" | "study";
  readonly title: string;
  /** What was asked, in the asker's words. */
  readonly question: string;
  /** One sentence. */
  readonly verdict: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly sections: readonly Section[];
}

export interface Section {
  /** Unique in the document; letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "commands"; readonly lines: readonly string[] }
  | { readonly kind: "findings"; readonly findings: readonly ReportFinding[] }
  | { readonly kind: "table"; readonly table: ReportTable }
  | { readonly kind: "chart"; readonly chart: Chart };

export interface ReportFinding {
  readonly severity: "note" | "warning" | "serious";
  readonly message: string;
  readonly advice: string;
  readonly arms?: readonly string[] | undefined;
}

export interface ReportTable {
  /** What is in it, with units where all columns share one. */
  readonly caption: string;
  /** As many as each row has cells. */
  readonly columns: readonly { readonly head: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

export interface Chart {
  /** Unique in the document; letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  /** The same for those who do not see the chart: what is drawn and what it shows. */
  readonly description: string;
  /** A vega-lite specification whose colours are those of `INK`. */
  readonly spec: ChartSpec;
  /** The figures that are drawn. */
  readonly figures: ReportTable;
}

export type ChartSpec = Readonly<Record<string, unknown>>;

/** The charts of a document, in order. */
export function chartsOf({ sections }: ReportDocument): readonly Chart[] {
  return sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "chart" ? [block.chart] : [])));
}
