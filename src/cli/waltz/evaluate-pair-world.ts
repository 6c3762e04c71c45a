import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../base/errors.js";
import { HOUSE_PROMPTS } from "../../pair/house-prompts/all.js";
import { readXsTestPrompts, readXsTestTables, type XsTest } from "../../records/xstest.js";
import type { Environment, TrainingPrompt } from "../../waltz/environments/environment.js";
import { houseGroups } from "../../waltz/environments/house/house.js";
import type { GroupedPrompt, PromptSplit } from "../../waltz/environments/xstest/folds.js";
import { withBothKinds } from "../../waltz/environments/xstest/recorded-texts.js";
import { type TrainedOn, trainedSplit } from "../../waltz/evaluation/held-out.js";
import { environmentOf, type World, type WorldMaterial } from "../../waltz/world.js";
import { EMBEDDING_CACHE, textEmbeddings } from "./text-embeddings.js";

/** Which prompts a trained pair is evaluated on. */
export const PROMPT_PARTS = ["held-out", "trained-on", "all"] as const;
type PromptPart = (typeof PROMPT_PARTS)[number];

/** The world of a trained pair, with the prompts to evaluate it on. */
export interface EvaluationWorld {
  readonly environment: Environment;
  readonly lenient: Environment | undefined;
  readonly prompts: readonly TrainingPrompt[];
  readonly which: PromptPart;
  readonly judge: string;
  readonly says: string;
  readonly files: readonly string[];
  readonly remarks: readonly string[];
}

export interface PairWorldOptions {
  readonly data?: string | undefined;
  readonly prompts?: PromptPart | undefined;
  /** The GGUF model whose embeddings the pair reads. */
  readonly embeddings?: string | undefined;
  readonly embeddingCache?: string | undefined;
}

const REMARKS: Readonly<Record<PromptPart, string>> = {
  "held-out": "The pair learnt on none of these prompts: they are the part that its training held out.",
  "trained-on": "The pair learnt on these prompts.",
  all: "Prompts that the pair learnt on are among these.",
};
const UNKNOWN =
  "These are not the prompts that the pair learnt on a part of, so all of them are evaluated; whether it learnt on some of " +
  "them is not known.";

/** @throws InputError where the world needs prompts, answers or a model that are not given, or is given some that it has no use for */
export async function evaluationWorld(
  folder: string,
  world: World,
  options: PairWorldOptions,
): Promise<EvaluationWorld> {
  const { data, prompts, embeddings, embeddingCache: cache = EMBEDDING_CACHE } = options;
  const encoding = world.kind === "xstest" ? world.encoding : undefined;
  const known = encoding?.method === "embeddings" ? encoding.model : undefined;
  if (embeddings !== undefined && known === undefined)
    throw new InputError("--embeddings would have no effect: this pair reads none");
  if (world.kind === "toy") return toyWorld(world, options);
  if (world.kind === "house") return houseWorld(folder, world, options);
  const missing = [
    ...(data === undefined ? ["this pair reads prompts of XSTest: name their folder with --data"] : []),
    ...(known !== undefined && embeddings === undefined
      ? ["this pair reads embeddings of a language model: name its GGUF file with --embeddings"]
      : []),
  ];
  if (data === undefined || missing.length > 0) throw new InputError(missing.map((message) => ({ message })));
  const texts = world.variant === "text";
  const all: XsTest = texts ? readXsTestTables(data) : { prompts: readXsTestPrompts(data), answers: [] };
  const usable = texts ? withBothKinds(all) : all;
  const left = all.prompts.length - usable.prompts.length;
  const { split, which, test } = asked(usable.prompts, trainedOn(folder), prompts, {
    unknown: `the prompts in ${data} are not those that the pair learnt on a part of`,
  });
  const read = textsOf(usable, new Set(test.test));
  const vectors =
    embeddings === undefined
      ? undefined
      : await textEmbeddings(read, { model: embeddings, cache, known }, process.stderr);
  return {
    ...strictAndLenient(world, { data: usable, split: test, ...(vectors && { embeddings: vectors.of }) }),
    which,
    judge: "people's labels of prompts",
    says:
      "People labelled prompts as safe or unsafe, and the policy's answer is to comply, to comply in part or to refuse: figures " +
      'are about compliance, not harm. To comply with an unsafe prompt counts as "unsafe".',
    files: [join(data, "prompts.csv"), ...(texts ? [join(data, "completions.csv")] : [])],
    remarks: [
      split === undefined ? UNKNOWN : REMARKS[which],
      ...(left > 0
        ? [`${left} prompts are left out: this pair reads recorded answers, and both kinds are not on record for them.`]
        : []),
    ],
  };
}

/** What agents read of the prompts with these ids: them, and the answers on record. */
function textsOf({ prompts, answers }: XsTest, ids: ReadonlySet<string>): readonly string[] {
  return [
    ...prompts.filter(({ id }) => ids.has(id)).map(({ text }) => text),
    ...answers.filter(({ promptId }) => ids.has(promptId)).map(({ answer }) => answer),
  ];
}

function houseWorld(folder: string, world: World, { data, prompts }: PairWorldOptions): EvaluationWorld {
  if (data !== undefined)
    throw new InputError(
      "--data would have no effect: this pair reads the built-in prompts with rules of made-up houses",
    );
  const groups = houseGroups(HOUSE_PROMPTS);
  const { split, which, test } = asked(groups, trainedOn(folder), prompts, {
    unknown: "it is not known which of the built-in prompts the pair learnt on",
  });
  return {
    ...strictAndLenient(world, { split: test }),
    which,
    judge: "what is known of the prompts",
    says:
      "Houses and rules are made up, and the policy's answer is to comply, to comply in part or to refuse. To comply with a request " +
      'that breaks the rule of its house counts as "unsafe"; nothing in it does harm.',
    files: [],
    remarks: [split === undefined ? UNKNOWN : REMARKS[which]],
  };
}

/** Which prompts are evaluated, as the test part of a split; `split` is that of the training, where these are its prompts. */
function asked(
  prompts: readonly GroupedPrompt[],
  learnt: TrainedOn,
  part: PromptPart | undefined,
  { unknown }: { readonly unknown: string },
): { readonly split: PromptSplit | undefined; readonly which: PromptPart; readonly test: PromptSplit } {
  const split = trainedSplit(prompts, learnt);
  const which = part ?? (split === undefined ? "all" : "held-out");
  if (split === undefined && which !== "all") throw new InputError(`--prompts ${which}: ${unknown}`);
  const parts = {
    all: () => prompts.map(({ id }) => id),
    "held-out": () => split?.test ?? [],
    "trained-on": () => [...(split?.stage1 ?? []), ...(split?.stage2 ?? [])],
  };
  return { split, which, test: { stage1: [], stage2: [], test: parts[which]() } };
}

/** The world twice: an answer that complies in part is always at fault in the one, never in the other. */
function strictAndLenient(
  world: World,
  material: WorldMaterial,
): Pick<EvaluationWorld, "environment" | "lenient" | "prompts"> {
  const environment = environmentOf(world, { ...material, partial: "strict" });
  const lenient = environmentOf(world, { ...material, partial: "lenient" });
  return { environment, lenient, prompts: environment.prompts.test };
}

function toyWorld(world: World, { data, prompts }: PairWorldOptions): EvaluationWorld {
  if (data !== undefined)
    throw new InputError("--data would have no effect: this pair lives in the toy world, which has its own prompts");
  const which = prompts ?? "held-out";
  const environment = environmentOf(world);
  const { stage1, stage2, test } = environment.prompts;
  const parts = { "held-out": test, "trained-on": [...stage1, ...stage2], all: [...stage1, ...stage2, ...test] };
  return {
    environment,
    lenient: undefined,
    prompts: parts[which],
    which,
    judge: "the toy world's rule",
    says: "The toy world is made up: its rule labels answers, and nothing in it is about harm.",
    files: [],
    remarks: which === "held-out" ? [] : ["Prompts that pairs learn on are among these."],
  };
}

/** What the manifest beside the pair says; nothing where there is none. */
function trainedOn(folder: string): TrainedOn {
  const file = join(folder, "manifest.json");
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, "utf8")) as TrainedOn;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InputError([{ message: `this is no JSON: ${error.message}`, place: { file } }]);
  }
}
