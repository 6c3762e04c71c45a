import { join, resolve } from "node:path";
import { type Fault, InputError, StoppedError } from "../../base/errors.js";
import type { Benchmarks } from "../../records/benchmarks-schema.js";
import { jsonText } from "../../records/json-text.js";
import { OutputFiles } from "../../records/output-files.js";
import { EVALUATION_FILES, readEvaluation } from "../../records/read-evaluation.js";
import { shownPath } from "../../records/shown-path.js";
import {
  type Before,
  type BenchmarkInput,
  benchmarksOf,
  type Findings,
  findingsOf,
} from "../../waltz/evaluation/benchmarks.js";
import { caseLines, parseCaseLines } from "../../waltz/evaluation/case-lines.js";
import { exchangeLines } from "../../waltz/evaluation/exchange-lines.js";
import type { RecordedExchange } from "../../waltz/evaluation/recorded-exchange.js";
import type { TextRollout } from "../../waltz/export/text-rollout.js";
import { contentOf } from "../report-files.js";
import { dashed } from "./dashed.js";
import { gatesGiven } from "./evaluate-gates.js";
import { type LiveOptions, liveEvaluation } from "./evaluate-live.js";
import { type PairOptions, pairEvaluation } from "./evaluate-pair.js";
import { type RecordedOptions, recordedEvaluation } from "./evaluate-recorded.js";

export interface EvaluateOptions extends LiveOptions, PairOptions, RecordedOptions {
  readonly gate?: readonly string[] | undefined;
  readonly gates?: readonly string[] | undefined;
  readonly against?: string | undefined;
  readonly out: string;
}

/** What a source gives: the labelled cases and where they come from. */
export interface EvaluatedSource extends Pick<BenchmarkInput, "systems" | "capability"> {
  readonly kind: Benchmarks["source"]["kind"];
  /** For the title: "recorded answers". */
  readonly what: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
  /** What an evaluation is held against where no other is named. */
  readonly before?: Before;
  /** For people: what was left out, and the like. */
  readonly remarks?: readonly string[];
  /** Texts, where they are not on record yet. */
  readonly exchanges?: readonly RecordedExchange[];
  /** The same as trainers elsewhere take them. */
  readonly rollouts?: readonly TextRollout[];
}

export interface Evaluated {
  readonly findings: Findings;
  readonly benchmarks: Benchmarks;
  readonly what: string;
  readonly remarks: readonly string[];
  /** Paths of the files, for people. */
  readonly written: readonly string[];
}

/**
 * Evaluates and writes what came of it; the files appear together or not at all, but for the record of calls, which is kept.
 * @throws InputError for options that do not go together, and as every source does; StoppedError of models
 */
export async function evaluated(options: EvaluateOptions): Promise<Evaluated> {
  checkOptions(options);
  const gates = gatesGiven(options.gate ?? [], options.gates ?? []);
  const before = options.against === undefined ? undefined : earlier(options.against);
  const outputs = new OutputFiles();
  const path = (name: string) => resolve(options.out, name);
  try {
    const source = await sourceOf(options, outputs);
    const files = await Promise.all(
      source.files.map(async (file) => ({ path: shownPath(resolve(file)), sha256: await contentOf(file) })),
    );
    const { kind, settings, systems, capability } = source;
    const shaped = { kind, settings: { ...settings }, files };
    const input = { source: shaped, systems, capability, gates, before: before ?? source.before };
    const findings = findingsOf(input);
    const benchmarks = benchmarksOf(input, findings);
    const { remarks = [] } = source;
    if (options.out === "none") {
      outputs.discard();
      return { findings, benchmarks, what: source.what, remarks, written: [] };
    }
    const texts = {
      [EVALUATION_FILES.cases]: systems.map(caseLines).join(""),
      ...(source.exchanges !== undefined && { [EVALUATION_FILES.exchanges]: exchangeLines(source.exchanges) }),
      ...(source.rollouts !== undefined && {
        [EVALUATION_FILES.rollouts]: source.rollouts.map((rollout) => `${JSON.stringify(rollout)}\n`).join(""),
      }),
      [EVALUATION_FILES.benchmarks]: jsonText(benchmarks),
    };
    for (const [name, text] of Object.entries(texts)) {
      const file = outputs.open(path(name));
      file.write(text);
      file.close();
    }
    outputs.publish();
    const written = Object.keys(texts).map((name) => shownPath(path(name)));
    return { findings, benchmarks, what: source.what, remarks, written };
  } catch (error) {
    const kept = outputs.discard().map((file) => shownPath(file));
    if (kept.length === 0 || !(error instanceof StoppedError)) throw error;
    throw new StoppedError([error.message, "the calls made until then are kept:", ...kept].join("\n  "), {
      cause: error,
    });
  }
}

function sourceOf(options: EvaluateOptions, outputs: OutputFiles): Promise<EvaluatedSource> {
  const openCalls = options.out === "none" ? undefined : () => callsFile(options.out, outputs);
  if (options.recorded !== undefined) return recordedEvaluation(options.recorded, options, openCalls);
  if (options.pair !== undefined) return pairEvaluation(options.pair, options);
  return liveEvaluation(options, openCalls);
}

function callsFile(out: string, outputs: OutputFiles) {
  const path = resolve(out, EVALUATION_FILES.calls);
  return outputs.open(path, path.replace(/\.jsonl$/, ".stopped.jsonl"));
}

function earlier(folder: string): Before {
  const { benchmarks, cases } = readEvaluation(folder);
  const capability = benchmarks.capability.map(({ system, with_feedback: withFeedback, outcomes }) => {
    return { system, withFeedback, outcomes };
  });
  return { cases: parseCaseLines(join(folder, EVALUATION_FILES.cases), cases.lines), capability };
}

/** Which options only some sources take. */
const ONLY = {
  pair: ["data", "trigger", "maxRounds", "seed", "decoding", "prompts", "embeddings", "embeddingCache"],
  recorded: ["judge", "judgeModel", "set", "replayCalls", "budgetCalls", "budgetTokens", "budgetCost"],
  conversation: [
    ...["data", "feedback", "set", "trigger", "maxRounds", "seed", "judge", "judgeModel", "capability"],
    ...["replayCalls", "budgetCalls", "budgetTokens", "budgetCost"],
  ],
} as const;

/** @throws InputError unless there is one source, which takes all the other options */
function checkOptions(options: EvaluateOptions): void {
  const given = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const sources = Object.keys(ONLY).filter((name) => given.includes(name)) as (keyof typeof ONLY)[];
  if (sources.length !== 1) {
    throw new InputError("name one of --pair, --recorded and --conversation: what is to be evaluated");
  }
  const [source] = sources;
  const taken: readonly string[] = ONLY[source];
  const some = new Set<string>(Object.values(ONLY).flat());
  const faults = given
    .filter((name) => some.has(name) && !taken.includes(name))
    .map((name): Fault => ({ message: `--${dashed(name)} would have no effect with --${source}` }));
  if (source === "conversation" && options.data === undefined)
    faults.push({ message: `--${source} needs prompts: name --data` });
  if (source === "pair" && options.embeddingCache !== undefined && options.embeddings === undefined)
    faults.push({ message: "--embedding-cache would have no effect without --embeddings" });
  if (faults.length > 0) throw new InputError(faults);
}
