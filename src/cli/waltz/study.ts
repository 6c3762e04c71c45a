import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { InputError } from "../../base/errors.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { AtomicFile } from "../../records/atomic-file.js";
import { writeFiles } from "../../records/write-files.js";
import { readXsTestTables } from "../../records/xstest.js";
import { ARMS, SIZE_ARMS } from "../../waltz/study/arms.js";
import { studyNote, type WorldResults } from "../../waltz/study/note/note.js";
import { runJobs } from "../../waltz/study/run-jobs.js";
import type { StudyJob } from "../../waltz/study/study-job.js";
import { summaries } from "../../waltz/study/summarise.js";
import { interruptible } from "../interruptible.js";
import { timeLeft } from "../progress.js";
import { threadsOption } from "../threads-option.js";
import { wholeNumber } from "../whole-number.js";
import { frontChart } from "./study-chart.js";
import { jobsInToyWorld, jobsOnXsTest, promptsWithTexts } from "./study-jobs.js";
import { promptReading } from "./study-reading.js";
import { EMBEDDING_CACHE, textEmbeddings } from "./text-embeddings.js";
import { xstestOption } from "./xstest-option.js";

interface Options {
  readonly xstest: string;
  readonly seeds: number;
  readonly folds: number;
  readonly toyIterations: number;
  readonly xstestIterations: number;
  readonly dimension: number;
  readonly embeddings?: string | undefined;
  readonly embeddingCache: string;
  readonly ablations: boolean;
  readonly threads?: number | undefined;
  readonly out: string;
  readonly quiet?: true | undefined;
}

/** `swarm waltz study`: all arms in both worlds, and the note on them. */
export const studyVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("study")
      .description(
        "Train and evaluate every arm: stages, frozen and absent feedback, single-agent RL, setups A, B and C, the plan's " +
          "reward, ablations; in the toy world and, where it is there, on XSTest. Writes a note.",
      )
      .addOption(xstestOption())
      .option("--seeds <number>", "seeds of each training", wholeNumber(1), 5)
      .option("--folds <number>", "folds of XSTest by group", wholeNumber(1), 5)
      .option("--toy-iterations <number>", "steps of a stage in the toy world", wholeNumber(1), 1000)
      .option("--xstest-iterations <number>", "steps of a stage on XSTest", wholeNumber(1), 300)
      .option("--dimension <number>", "of the hashed n-grams of XSTest's prompts", wholeNumber(1), 1024)
      .option(
        "--embeddings <model>",
        "a GGUF model whose embeddings of the prompts are read in place of n-grams; on XSTest alone",
      )
      .option("--embedding-cache <folder>", "where embeddings are kept", EMBEDDING_CACHE)
      .option("--no-ablations", "leave out the ablations on XSTest")
      .addOption(threadsOption())
      .option("--out <file>", "where the note goes; its chart goes beside it", "research/notes/waltzrl_results.md")
      .option("--quiet", "print nothing but faults")
      .action(study);
  },
};

async function study(options: Options): Promise<void> {
  const { xstest, seeds, folds, toyIterations, xstestIterations, dimension, embeddings: model, out, quiet } = options;
  const data = existsSync(join(xstest, "prompts.csv")) ? readXsTestTables(xstest) : undefined;
  if (model !== undefined && data === undefined) {
    throw new InputError([
      { message: "XSTest is not there: set XSTEST_DIR or give --xstest", place: { file: xstest } },
    ]);
  }
  refuseUnwritable(out);
  const screen = quiet === true || !process.stderr.isTTY ? undefined : process.stderr;
  const embeddings =
    model === undefined || data === undefined
      ? undefined
      : await interruptible(
          () => {
            const texts = data.prompts.map(({ text }) => text);
            return textEmbeddings(texts, { model, cache: options.embeddingCache }, screen);
          },
          () => screen?.write("\r\x1b[2K"),
        );
  const texts = data === undefined || model !== undefined ? undefined : promptsWithTexts(data, folds);
  const toyJobs = model === undefined ? jobsInToyWorld(seeds, toyIterations) : [];
  const xstestJobs = data === undefined ? [] : jobsOnXsTest(options, "kinds", embeddings);
  const textJobs = texts === undefined || typeof texts === "string" ? [] : jobsOnXsTest(options, "text", undefined);
  const jobs = [...toyJobs, ...xstestJobs, ...textJobs];
  const began = performance.now();
  const show = (done: number) => {
    const left = timeLeft((((performance.now() - began) / 1000) * (jobs.length - done)) / done);
    screen?.write(`\r\x1b[2Ktraining ${done}/${jobs.length}, ${left}`);
  };
  const cases = await interruptible(
    () => runJobs(jobs, options.threads, show),
    () => screen?.write("\r\x1b[2K"),
  );
  screen?.write("\r\x1b[2K");
  const results = (from: readonly StudyJob[], offset: number, iterations: number): WorldResults => {
    const outcomes = from.map(({ seed }, at) => ({ seed, cases: cases[offset + at] }));
    return { arms: summaries([...ARMS, ...SIZE_ARMS], outcomes), outcomes, iterations, seeds };
  };
  const toy = toyJobs.length === 0 ? undefined : results(toyJobs, 0, toyIterations);
  const chart = `${basename(out, ".md")}_front.svg`;
  const note = studyNote({
    command: model === undefined ? "make run-waltz-training" : "make run-waltz-training-embeddings",
    toy,
    xstest:
      data === undefined
        ? "The tables of XSTest were not there (`XSTEST_DIR`), so this part was not run."
        : {
            ...results(xstestJobs, toyJobs.length, xstestIterations),
            data,
            folds,
            ...promptReading(
              data,
              embeddings && { name: basename(model ?? "", ".gguf"), of: embeddings.of },
              dimension,
            ),
            texts:
              texts === undefined || typeof texts === "string"
                ? texts
                : { ...results(textJobs, toyJobs.length + xstestJobs.length, xstestIterations), data: texts },
          },
    chart,
  });
  const files = new Map([[out, note]]);
  if (toy !== undefined) files.set(join(dirname(out), chart), await frontChart(toy.arms));
  writeFiles(files);
  const missing = data === undefined ? "; XSTest was not there, set XSTEST_DIR" : "";
  if (!quiet)
    process.stdout.write(
      `${out}: ${jobs.length} ${jobs.length === 1 ? "training" : "trainings"} of all arms${missing}\n`,
    );
}

/** @throws InputError now, and not after minutes, where the note cannot be written */
function refuseUnwritable(path: string): void {
  if (existsSync(path) && statSync(path).isDirectory()) {
    throw new InputError([{ message: "the note cannot go here: this is a folder", place: { file: path } }]);
  }
  new AtomicFile(resolve(path)).discard();
}
