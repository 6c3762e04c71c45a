import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { InputError } from "../../base/errors.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { shownPath } from "../../records/shown-path.js";
import { writeFiles } from "../../records/write-files.js";
import { readAnnotation } from "../../research/annotation/parse-annotation.js";
import { armsToRun } from "../../research/compile/arms-to-run.js";
import { type CompiledStudy, compileStudy } from "../../research/compile/compile.js";
import { type PilotRuns, runPilot } from "../../research/compile/pilot.js";
import { planStudy } from "../../research/compile/plan-study.js";
import { scenarioYaml, studyYaml } from "../../research/compile/study-yaml.js";
import type { LoadedStudy } from "../../research/study/load-study.js";
import type { ResearchArm } from "../../research/study/research-arm.js";
import type { ResearchStudy } from "../../research/study/research-study.js";
import { interruptible } from "../interruptible.js";
import { SweepProgress } from "../sweep-progress.js";
import { threadsOption } from "../threads-option.js";
import { wholeNumber } from "../whole-number.js";
import { asksOthers } from "./asks-others.js";

/** Seeds of a pilot where nobody names a number. */
const PILOT = 10;

interface Options {
  readonly out: string;
  readonly name?: string | undefined;
  readonly seeds?: number | undefined;
  readonly pilot?: number | undefined;
  readonly threads?: number | undefined;
  readonly force?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** `swarm research compile`: an annotation as a study. */
export const compileVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("compile")
      .description(
        "Turn an annotation into a study: a control and a treatment (the arms that the annotation names, or those of " +
          "its risk profile), seeds, how each claim is tested, margins, and a power plan from a pilot with seeds of its " +
          "own, of which only the spread is looked at.",
      )
      .argument("<annotation>", "annotation of a paper (YAML)")
      .option("--out <folder>", "where to write the study and its scenario", "logs")
      .option("--name <name>", "name of the study (default: made of the paper's id or title)")
      .option(
        "--seeds <number>",
        "seeds of every arm (default: as many as the power plan needs, 20 to 200)",
        wholeNumber(2, 10_000),
      )
      .option(
        "--pilot <number>",
        `seeds of the pilot, 0 for none (default: ${PILOT}; 0 where models cost)`,
        wholeNumber(0, 10_000),
      )
      .addOption(threadsOption())
      .option("--force", "write over a study that is there and says something else")
      .option("--quiet", "print nothing but faults")
      .action(compile);
  },
};

async function compile(file: string, options: Options): Promise<void> {
  const { pilot: asked, out, quiet } = options;
  if (asked === 1)
    throw new InputError([{ message: "one seed tells nothing of the spread", place: { file: "--pilot" } }]);
  const document = readAnnotation(file);
  const relocate = (path: string) =>
    relative(resolve(out), resolve(dirname(file), path))
      .split(sep)
      .join("/");
  const compiled = compileStudy(document, { name: options.name, relocate });
  const arms = armsToRun(compiled, document, out);
  const count = asked ?? (arms.some(asksOthers) ? 0 : PILOT);
  const loaded: LoadedStudy = { file, study: compiled.study, arms, locate: document.locate };
  const pilot = count === 0 ? undefined : await piloted(compiled.study.study, arms, count, options);
  const study = planStudy(loaded, { pilot, pilotSeeds: count, seeds: options.seeds });
  const path = join(out, `${study.study}.study.yaml`);
  writeStudy(path, study, compiled, options);
  if (quiet !== true) process.stdout.write(`${summary(study, path)}\n`);
}

async function piloted(
  name: string,
  arms: readonly ResearchArm[],
  count: number,
  { quiet, threads }: Options,
): Promise<PilotRuns> {
  const progress = new SweepProgress(
    `${name} (pilot)`,
    arms.length * count,
    0,
    quiet === true ? undefined : process.stderr,
  );
  const stopped = () => {
    progress.end();
    process.stderr.write("interrupted: nothing was written\n");
  };
  try {
    const options = { ran: () => progress.add(), ...(threads === undefined ? {} : { threads }) };
    return await interruptible(() => runPilot(arms, count, options), stopped);
  } finally {
    progress.end();
  }
}

function writeStudy(path: string, study: ResearchStudy, { scenario }: CompiledStudy, { force, out }: Options): void {
  const texts = new Map([[resolve(path), studyYaml(study, shownPath(resolve(path)))]]);
  if (scenario !== undefined) texts.set(resolve(out, scenario.file), scenarioYaml(scenario.data));
  const changed = [...texts].filter(([file, text]) => existsSync(file) && readFileSync(file, "utf8") !== text);
  if (changed.length > 0 && force !== true) {
    const message =
      "there is such a file, and it says something else: --force writes over it, --out or --name leaves it";
    throw new InputError(changed.map(([file]) => ({ message, place: { file: shownPath(file) } })));
  }
  writeFiles(texts);
}

function summary({ study, arms, seeds, claims, not_testable = [], power }: ResearchStudy, path: string): string {
  const shown = shownPath(resolve(path));
  return [
    `${study}: ${Object.keys(arms).length} arms x ${seeds.count} seeds, ${claims.length} claims`,
    ...Object.entries(arms).map(([name, { control, stands_for }]) => {
      const role = control === true ? "control" : "treatment";
      return `  ${name} (${role})${stands_for === undefined ? "" : `: ${stands_for}`}`;
    }),
    ...claims.map(({ id, kind, metric, expected, arm, versus, claim }) => {
      const against = versus === undefined ? "" : ` against ${versus}`;
      return `  ${id} ${kind} of ${metric}, ${arm}${against}, ${expected}: ${claim}`;
    }),
    ...not_testable.map(({ claim, why }) => `  not testable: ${claim} (${why})`),
    ...(power?.notes ?? []).map((note) => `  ${note}`),
    `written to ${shown}; next: swarm research lock ${shown}`,
  ].join("\n");
}
