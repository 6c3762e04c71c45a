import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { chartsOf } from "../../analysis/report/document.js";
import { drawChart } from "../../analysis/report/draw-chart.js";
import { htmlPage } from "../../analysis/report/html-page.js";
import { markdownPage } from "../../analysis/report/markdown-page.js";
import type { Finding } from "../../analysis/validity/finding.js";
import { InputError } from "../../base/errors.js";
import { EXIT } from "../../contract/command.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { fileRecord } from "../../records/file-record.js";
import { jsonText } from "../../records/json-text.js";
import { readResults } from "../../records/results-table-reader.js";
import { shownPath } from "../../records/shown-path.js";
import { TOOL } from "../../records/tool.js";
import { writeFiles } from "../../records/write-files.js";
import type { Reflexivity } from "../../research/reflexivity/reflexivity.js";
import { reflexivitySection } from "../../research/reflexivity/reflexivity-report.js";
import { type ArmStudy, armStudy } from "../../research/study/arm-study.js";
import { type LoadedStudy, loadResearchStudy } from "../../research/study/load-study.js";
import { ArmRunTable } from "../../research/verdict/arm-runs.js";
import { claimsTable } from "../../research/verdict/claims-table.js";
import { studyReport } from "../../research/verdict/study-report.js";
import { studyVerdict } from "../../research/verdict/study-verdict.js";
import type { StudyVerdict } from "../../research/verdict/verdict.js";
import { givenReflexivity } from "./given-reflexivity.js";
import { isExploratory, registered } from "./registered.js";
import { nameOf, type StudyPaths, studyPaths } from "./study-paths.js";
import { verdictText } from "./verdict-text.js";

interface Options {
  readonly exploratory?: boolean | undefined;
  readonly check?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** `swarm research verdict`: a verdict on each claim, from the rows of the table. */
export const verdictVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("verdict")
      .description(
        "Give a verdict on each claim of a study that was run: supported, contradicted, equivalent, or inconclusive with " +
          "the effect that this many seeds could have seen; with a report (HTML and Markdown), a table of the claims " +
          "with the numbers of their runs, quality gates and limitations.",
      )
      .argument("<study>", "study (YAML)")
      .option("--exploratory", "of a plan that has changed since the lock; every verdict is marked so")
      .option("--check", `exit with ${EXIT.criterionFailed} when a quality gate fails`)
      .option("--json", "print the verdict as JSON")
      .option("--quiet", "print nothing but faults")
      .action(verdict);
  },
};

async function verdict(file: string, options: Options): Promise<void> {
  const study = await verdictOf(file, options.exploratory === true);
  const { result, paths } = study;
  const known = await reflexivityOf(file, study, options);
  const report = studyReport(result);
  const document = { ...report, sections: [...report.sections, ...known.map(reflexivitySection)] };
  const drawings = new Map<string, string>();
  for (const chart of chartsOf(document)) drawings.set(chart.id, await drawChart(chart));
  const text = jsonText(result);
  writeFiles(
    new Map([
      [paths.verdict, text],
      [paths.claims, claimsTable(result)],
      [paths.html, htmlPage(document, drawings)],
      [paths.markdown, markdownPage(document)],
    ]),
  );
  const written = [paths.html, paths.markdown, paths.verdict, paths.claims].map((path) => shownPath(resolve(path)));
  if (options.quiet !== true) process.stdout.write(options.json ? text : `${verdictText(result, written)}\n`);
  if (options.check === true && result.gates.some(({ passed }) => !passed)) process.exitCode = EXIT.criterionFailed;
}

/** The analysis of whether the finding survives being known, where there is one; one of other runs is told of and left out. */
async function reflexivityOf(file: string, study: StudyResult, options: Options): Promise<readonly Reflexivity[]> {
  try {
    const given = await givenReflexivity(file, study, options.exploratory === true);
    return given === undefined ? [] : [given.found];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (options.quiet !== true) process.stderr.write(`not in the report: ${error.message}\n`);
    return [];
  }
}

/** What a study comes to, straight from its table, and what that is made of. */
export interface StudyResult {
  readonly loaded: LoadedStudy;
  readonly paths: StudyPaths;
  readonly table: ArmRunTable;
  readonly result: StudyVerdict;
}

/**
 * @param asked whether the user has called the study exploratory
 * @throws InputError where the plan is not locked or not kept, and where runs are missing
 */
export async function verdictOf(file: string, asked: boolean): Promise<StudyResult> {
  const loaded = loadResearchStudy(file);
  const found = registered(loaded);
  const exploratory = isExploratory(loaded, found, asked);
  const name = exploratory ? `${loaded.study.study}_exploratory` : loaded.study.study;
  const paths = studyPaths(file, loaded.study.study, exploratory);
  const table = await tableOf(armStudy(loaded, name, found.plan.hash), paths, file);
  const { findings, watched } = validityOf(paths, found.plan.hash);
  const result = studyVerdict(loaded, table, {
    tool: TOOL,
    registration: {
      hash: found.plan.hash,
      locked_hash: found.lock.hash,
      status: exploratory ? "exploratory" : "confirmatory",
      deviations: found.deviations,
    },
    validity: findings,
    watched,
    commands: commandsOf(file, exploratory),
    files: await filesOf(file, paths),
  });
  return { loaded, paths, table, result };
}

/** @throws InputError where runs are missing; TableError where the table is not that of the plan */
async function tableOf({ study }: ArmStudy, paths: StudyPaths, file: string): Promise<ArmRunTable> {
  if (!existsSync(paths.results)) {
    const begun = existsSync(paths.partial);
    const message = `${begun ? "the runs are not complete" : "nothing was run yet"}: swarm research run ${file}`;
    throw new InputError([{ message, place: { file: shownPath(begun ? paths.partial : paths.results) } }]);
  }
  const table = new ArmRunTable(study.metrics);
  for await (const run of readResults(paths.results, study)) table.add(run);
  const rows = table.all.length;
  if (rows < study.runs) {
    const message = `the table ends after ${rows} of ${study.runs} runs: swarm research run ${file} --restart`;
    throw new InputError([{ message, place: { file: shownPath(paths.results) } }]);
  }
  return table;
}

/** What the runs were found to be worth; nothing where no record of this plan is there. */
function validityOf(
  { validity: path }: StudyPaths,
  plan: string,
): { readonly findings: readonly Finding[] | null; readonly watched: number } {
  if (!existsSync(path)) return { findings: null, watched: 0 };
  const refuse = (message: string): never => {
    throw new InputError([{ message, place: { file: shownPath(path) } }]);
  };
  let data: { plan?: unknown; watched?: unknown; findings?: unknown };
  try {
    data = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return refuse("this is no record of validity: it is no JSON");
  }
  if (data.plan !== plan)
    return refuse("this record of validity is of another plan: run the study again with --restart");
  if (!Array.isArray(data.findings) || typeof data.watched !== "number") return refuse("this is no record of validity");
  return { findings: data.findings as readonly Finding[], watched: data.watched };
}

function commandsOf(file: string, exploratory: boolean): StudyVerdict["commands"] {
  const mark = exploratory ? ["--exploratory"] : [];
  return [
    ["swarm", "research", "lock", file],
    ["swarm", "research", "run", file, ...mark],
    ["swarm", "research", "verdict", file, ...mark],
  ];
}

async function filesOf(file: string, { results, record, lock, validity }: StudyPaths): Promise<StudyVerdict["files"]> {
  const roles = { study: file, lock, results, "record of the runs": record, validity };
  const there = Object.entries(roles).filter(([, path]) => existsSync(path));
  return Promise.all(there.map(async ([role, path]) => ({ role, file: nameOf(path), ...(await fileRecord(path)) })));
}
