import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { type Command, Option } from "@commander-js/extra-typings";
import { comparisonReport } from "../analysis/report/comparison-report.js";
import { chartsOf, type ReportDocument } from "../analysis/report/document.js";
import { drawChart } from "../analysis/report/draw-chart.js";
import { htmlPage } from "../analysis/report/html-page.js";
import { markdownPage } from "../analysis/report/markdown-page.js";
import { runReport } from "../analysis/report/run-report.js";
import { sweepReport } from "../analysis/report/sweep-report.js";
import { InputError } from "../base/errors.js";
import { defineCommand } from "../contract/command.js";
import { shownPath } from "../records/shown-path.js";
import { writeFiles } from "../records/write-files.js";
import { readComparisonMaterial } from "./report-comparison.js";
import { type ReportInput, readReportInput } from "./report-input.js";
import { chartPng } from "./report-png.js";
import { readRunMaterial } from "./report-run.js";
import { readSweepMaterial } from "./report-sweep.js";

interface Options {
  readonly out?: string | undefined;
  readonly format: "html" | "md";
  readonly png?: string | undefined;
}

const ENDS = { html: /\.html?$/i, md: /\.(md|markdown)$/i } as const;

/** `swarm report`: a page of a run, a comparison or a sweep, from the files on disk. */
export const reportCommand = defineCommand({
  name: "report",
  register(program: Command): void {
    program
      .command("report")
      .description(
        "Make one page of a run, a comparison or a sweep: what was asked, the verdict, courses, differences with " +
          "intervals, what levers did, who gained and who lost, validity, references, and the commands to repeat it. " +
          "The page needs no network; the same files give the same page, byte for byte.",
      )
      .argument("<input>", "manifest of a run, comparison or analysis of a sweep (.json), or a table beside it")
      .option("--out <file>", "where to write the page (default: <name>_report.html or .md beside the input)")
      .addOption(new Option("--format <format>", "of the page").choices(["html", "md"]).default("html" as const))
      .option("--png <folder>", "also write every chart as a picture into this folder")
      .action(async (given, options) => {
        const input = readReportInput(given);
        const document = await documentOf(input, repeating(given, options));
        const written = await writeReport(input.file, document, options);
        process.stdout.write(`${written.map((file) => shownPath(file)).join("\n")}\n`);
      });
  },
});

async function documentOf({ kind, file, data }: ReportInput, command: readonly string[]): Promise<ReportDocument> {
  switch (kind) {
    case "run":
      return runReport(await readRunMaterial(file, data, command));
    case "comparison":
      return comparisonReport(await readComparisonMaterial(file, data, command));
    case "sweep":
      return sweepReport(await readSweepMaterial(file, data, command));
  }
}

/** @returns the files written, absolute, the page first */
async function writeReport(input: string, document: ReportDocument, { out, format, png }: Options): Promise<string[]> {
  const name = basename(input).replace(/_(manifest|comparison|analysis)\.json$|\.json$/, "");
  const page = resolve(out ?? join(dirname(input), `${name}_report.${format}`));
  if (!ENDS[format].test(page)) {
    // So that no table or log is written over by mistake.
    const message = `the name of a page ends in ${format === "html" ? ".html" : ".md"}: choose another --out`;
    throw new InputError([{ message, place: { file: shownPath(page) } }]);
  }
  const drawings = new Map<string, string>();
  if (format === "html" || png !== undefined) {
    for (const chart of chartsOf(document)) drawings.set(chart.id, await drawChart(chart));
  }
  const pictures = new Map<string, string>();
  const contents = new Map<string, string | Uint8Array>();
  if (png !== undefined) {
    for (const [id, drawing] of drawings) {
      const picture = resolve(join(png, `${name}_${id}.png`));
      pictures.set(id, relative(dirname(page), picture).split(sep).join("/"));
      contents.set(picture, await chartPng(drawing));
    }
  }
  const text = format === "html" ? htmlPage(document, drawings) : markdownPage(document, pictures);
  const files = new Map([[page, text], ...contents]);
  writeFiles(files);
  return [...files.keys()];
}

/** The command as it was given, without what stands there by default. */
function repeating(input: string, { out, format, png }: Options): readonly string[] {
  return [
    "swarm",
    "report",
    input,
    ...(format === "html" ? [] : ["--format", format]),
    ...(out === undefined ? [] : ["--out", out]),
    ...(png === undefined ? [] : ["--png", png]),
  ];
}
