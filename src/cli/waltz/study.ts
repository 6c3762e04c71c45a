import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { InputError } from "../../base/errors.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { AtomicFile } from "../../records/atomic-file.js";
import { writeTexts } from "../../records/text-outputs.js";
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
import { promptReading } from "./study-reading.js";
import { EMBEDDING_CACHE, textEmbeddings } from "./text-embeddings.js";

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
      .option(
        "--xstest <folder>",
        "prompts.csv and completions.csv of XSTest",
        process.env.XSTEST_DIR ?? "../shared/data/xstest",
      )
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
  const toyJobs = model === undefined ? toyWorld(seeds, toyIterations) : [];
  const xstestJobs = data === undefined ? [] : xstestWorld(options, embeddings);
  const jobs = [...toyJobs, ...xstestJobs];
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
            ...promptReading(data, embeddings?.of, dimension),
          },
    chart,
  });
  const texts = new Map([[out, note]]);
  if (toy !== undefined) texts.set(join(dirname(out), chart), await frontChart(toy.arms));
  writeTexts(texts);
  const missing = data === undefined ? "; XSTest was not there, set XSTEST_DIR" : "";
  if (!quiet)
    process.stdout.write(
      `${out}: ${jobs.length} ${jobs.length === 1 ? "training" : "trainings"} of all arms${missing}\n`,
    );
}

function toyWorld(seeds: number, iterations: number): readonly StudyJob[] {
  const world = { kind: "toy", prompts_seed: 1 } as const;
  const policy = { make: "tabular", hidden: 0 };
  return counted(seeds).map((seed) => ({ world, policy, iterations, seed, ablations: true, sizes: false }));
}

function xstestWorld(
  { xstest, seeds, folds, xstestIterations: iterations, dimension, ablations: asked }: Options,
  embeddings: NonNullable<StudyJob["xstest"]>["embeddings"],
): readonly StudyJob[] {
  const encoding = { method: "ngrams", dimension } as const;
  const world = { kind: "xstest", variant: "kinds", partial: "strict", crossing: "kind", encoding } as const;
  const policy = { make: "linear", hidden: 0 };
  const folder = resolve(xstest);
  return counted(seeds).flatMap((seed) =>
    counted(folds).map((fold): StudyJob => {
      const ablations = seed === 1 && asked;
      const material = { folder, folds, fold: fold - 1, ...(embeddings && { embeddings }) };
      return { world, xstest: material, policy, iterations, seed, ablations, sizes: ablations };
    }),
  );
}

/** @throws InputError now, and not after minutes, where the note cannot be written */
function refuseUnwritable(path: string): void {
  if (existsSync(path) && statSync(path).isDirectory()) {
    throw new InputError([{ message: "the note cannot go here: this is a folder", place: { file: path } }]);
  }
  new AtomicFile(resolve(path)).discard();
}

function counted(to: number): readonly number[] {
  return Array.from({ length: to }, (_, at) => at + 1);
}
