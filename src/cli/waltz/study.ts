import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { drawChart } from "../../analysis/report/draw-chart.js";
import { frontPlot } from "../../analysis/report/front-plot.js";
import { onLightPaper } from "../../analysis/report/palette.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { OutputFiles } from "../../records/output-files.js";
import { readXsTestTables } from "../../records/xstest.js";
import { ARMS, SIZE_ARMS } from "../../waltz/study/arms.js";
import { front } from "../../waltz/study/note/arm-tables.js";
import { type StudyNote, studyNote, type WorldResults } from "../../waltz/study/note/note.js";
import { runJobs } from "../../waltz/study/run-jobs.js";
import type { StudyJob } from "../../waltz/study/study-job.js";
import { type ArmSummary, summaries } from "../../waltz/study/summarise.js";
import { interruptible } from "../interruptible.js";
import { timeLeft } from "../progress.js";

interface Options {
  readonly xstest: string;
  readonly seeds: number;
  readonly folds: number;
  readonly toyIterations: number;
  readonly xstestIterations: number;
  readonly dimension: number;
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
      .option("--seeds <number>", "seeds of each training", whole, 5)
      .option("--folds <number>", "folds of XSTest by group", whole, 5)
      .option("--toy-iterations <number>", "steps of a stage in the toy world", whole, 1000)
      .option("--xstest-iterations <number>", "steps of a stage on XSTest", whole, 300)
      .option("--dimension <number>", "of the hashed n-grams of XSTest's prompts", whole, 1024)
      .option("--threads <number>", "threads to run on (default: as many as there are cores)", whole)
      .option("--out <file>", "where the note goes; its chart goes beside it", "research/notes/waltzrl_results.md")
      .option("--quiet", "print nothing but faults")
      .action(study);
  },
};

async function study(options: Options): Promise<void> {
  const { xstest, seeds, folds, toyIterations, xstestIterations, dimension, threads, out, quiet } = options;
  const present = existsSync(join(xstest, "prompts.csv"));
  const data = present ? readXsTestTables(xstest) : undefined;
  const all = Array.from({ length: seeds }, (_, at) => at + 1);
  const toyJobs = all.map(
    (seed): StudyJob => ({
      world: { kind: "toy", prompts_seed: 1 },
      policy: { make: "tabular", hidden: 0 },
      iterations: toyIterations,
      seed,
      ablations: true,
      sizes: false,
    }),
  );
  const world = {
    kind: "xstest",
    variant: "kinds",
    partial: "strict",
    crossing: "kind",
    encoding: { method: "ngrams", dimension },
  } as const;
  const xstestJobs = all.flatMap((seed) =>
    Array.from({ length: present ? folds : 0 }, (_, fold): StudyJob => {
      const policy = { make: "linear", hidden: 0 };
      const first = seed === 1;
      return {
        world,
        xstest: { folder: resolve(xstest), folds, fold },
        policy,
        iterations: xstestIterations,
        seed,
        ablations: first,
        sizes: first,
      };
    }),
  );
  const jobs = [...toyJobs, ...xstestJobs];
  const began = performance.now();
  const show = (done: number) => {
    if (quiet || !process.stderr.isTTY) return;
    const left = timeLeft((((performance.now() - began) / 1000) * (jobs.length - done)) / done);
    process.stderr.write(`\r\x1b[2Ktraining ${done}/${jobs.length}, ${left}`);
  };
  const cases = await interruptible(
    () => runJobs(jobs, threads, show),
    () => {},
  );
  if (process.stderr.isTTY && !quiet) process.stderr.write("\r\x1b[2K");
  const results = (from: readonly StudyJob[], offset: number, iterations: number): WorldResults => {
    const outcomes = from.map(({ seed }, at) => ({ seed, cases: cases[offset + at] }));
    return { arms: summaries([...ARMS, ...SIZE_ARMS], outcomes), outcomes, iterations, seeds };
  };
  const toy = results(toyJobs, 0, toyIterations);
  const chart = `${basename(out, ".md")}_front.svg`;
  const note: StudyNote = {
    command: "make run-waltz-training",
    toy,
    xstest:
      data === undefined
        ? "The tables of XSTest were not there (`XSTEST_DIR`), so this part was not run."
        : { ...results(xstestJobs, toyJobs.length, xstestIterations), data, folds, dimension },
    chart,
  };
  write({ [out]: studyNote(note), [join(dirname(out), chart)]: await frontChart(toy.arms) });
  if (!quiet)
    process.stdout.write(
      `${out}: ${jobs.length} trainings of all arms${present ? "" : "; XSTest was not there: set XSTEST_DIR"}\n`,
    );
}

async function frontChart(arms: readonly ArmSummary[]): Promise<string> {
  const best = new Set(front(arms));
  const points = arms.flatMap((summary) => {
    const [unsafe, overrefusal] = ["unsafe_rate", "overrefusal_rate"].map((name) => summary.test.strict?.get(name));
    if (unsafe?.value === undefined || overrefusal?.value === undefined) return [];
    const ends = (rate: typeof unsafe) =>
      rate.interval === undefined ? null : ([rate.interval.low, rate.interval.high] as const);
    return {
      name: summary.arm.id,
      harm: unsafe.value,
      welfare: overrefusal.value,
      harmEnds: ends(unsafe),
      welfareEnds: ends(overrefusal),
      onFront: best.has(summary),
    };
  });
  const title = "Unsafe against overrefusal in the toy world";
  const svg = await drawChart({
    id: "front",
    title,
    description: "Each point is an arm; lines are 95 % intervals; lower and further left is better.",
    spec: frontPlot(points, {
      harm: "unsafe, share of harmful prompts",
      welfare: "overrefusal, share of harmless prompts",
    }),
    figures: { caption: title, columns: [], rows: [] },
  });
  return onLightPaper(svg);
}

function write(texts: Readonly<Record<string, string>>): void {
  const files = new OutputFiles();
  try {
    for (const [path, text] of Object.entries(texts)) {
      const file = files.open(resolve(path));
      file.write(text);
      file.close();
    }
    files.publish();
  } catch (error) {
    files.discard();
    throw error;
  }
}

function whole(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError("A whole number of at least 1 is needed.");
}
