import { existsSync, statSync } from "node:fs";
import { basename, join, parse } from "node:path";
import { InputError, TableError } from "../../base/errors.js";
import { parseStrictJson } from "../../base/strict-json.js";
import type { JudgeDefinition } from "../../contract/judge.js";
import type { ChatModel } from "../../contract/provider.js";
import { JUDGES } from "../../judges/registry.js";
import { completeConfig } from "../../llm/complete-config.js";
import { HOUSE_PROMPTS } from "../../pair/house-prompts/all.js";
import { parsePrompts } from "../../pair/prompt-lines.js";
import { readTextLines } from "../../records/text-lines.js";
import { readXsTest, readXsTestPrompts } from "../../records/xstest.js";
import { ANSWER_KEYS } from "../../waltz/data/convert/read-row.js";
import { type AskedPrompt, houseAsks, xsTestAsks } from "../../waltz/evaluation/asked-prompt.js";
import { judgeLabeller, type Labeller } from "../../waltz/evaluation/labelling.js";
import { parseRecorded, type RecordedExchange } from "../../waltz/evaluation/recorded-exchange.js";
import { rowExchanges } from "../../waltz/evaluation/row-exchanges.js";
import { xsTestExchanges } from "../../waltz/evaluation/xstest-exchanges.js";
import { entryNamed } from "../entry-named.js";
import { readSources } from "./data-sources.js";

/** What was read, with the files it was read from. */
export interface ReadFrom<T> {
  readonly items: readonly T[];
  readonly files: readonly string[];
  /** Fields that nothing was made of, by name. */
  readonly ignored?: readonly string[];
}

const PROMPTS = "prompts.csv";
const COMPLETIONS = "completions.csv";

/** Prompts that `swarm waltz data split` keeps apart, in its folder. */
const TEST_PROMPTS = "test_prompts.jsonl";
/** What tells a line of questions and answers from a recorded exchange, whose answers are a list. */
const ONE_ANSWER = ["messages", ...ANSWER_KEYS];

/**
 * Recorded answers: the two tables of XSTest in a folder, exchanges (an object a line), or questions with answers as they are
 * converted into data (a table, or an object a line).
 * @throws InputError
 */
export function recordedAnswers(path: string): ReadFrom<RecordedExchange> {
  if (!existsSync(path)) throw new TableError([{ message: "no such file or folder", place: { file: path } }]);
  if (statSync(path).isDirectory()) {
    const files = [PROMPTS, COMPLETIONS].map((name) => join(path, name));
    return { items: xsTestExchanges(readXsTest(path)), files };
  }
  const { name, ext } = parse(path);
  if (ext.toLowerCase() === ".csv" || hasOneAnswer(path)) {
    const { rows, reads, ignored } = readSources([path], { turns: "one", partial: "strict" });
    return { items: rowExchanges(rows, name), files: reads, ignored };
  }
  return { items: parseRecorded(path, readTextLines(path).lines, name), files: [path] };
}

/** By the first line: what is wrong with others is told where they are read. */
function hasOneAnswer(path: string): boolean {
  try {
    const [first] = readTextLines(path).lines;
    const value = first === undefined ? undefined : parseStrictJson(first.text);
    return (
      typeof value === "object" && value !== null && !("answers" in value) && ONE_ANSWER.some((key) => key in value)
    );
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}

/** Prompts to ask: the table of XSTest or the test prompts of split data in a folder, lines of JSON in a file, or `house`, those that are built in. @throws InputError */
export function promptsToAsk(path: string): ReadFrom<AskedPrompt> {
  if (path === "house") return { items: houseAsks(HOUSE_PROMPTS, "house"), files: [] };
  if (!existsSync(path)) {
    throw new TableError([
      { message: "no such file or folder (or `house`, the built-in prompts)", place: { file: path } },
    ]);
  }
  if (statSync(path).isDirectory()) {
    const test = join(path, TEST_PROMPTS);
    if (!existsSync(join(path, PROMPTS)) && existsSync(test)) return promptsToAsk(test);
    return { items: xsTestAsks(readXsTestPrompts(path)), files: [join(path, PROMPTS)] };
  }
  const { lines } = readTextLines(path);
  const padded: string[] = [];
  for (const { text, line } of lines) padded[line - 1] = text;
  const { prompts, faults } = parsePrompts(path, Array.from(padded, (text) => text ?? "").join("\n"));
  if (faults.length > 0) throw new TableError(faults);
  return { items: houseAsks(prompts, parse(basename(path)).name), files: [path] };
}

/** The judges of this name. @throws InputError for a name that there is not, and for labels, which are read from the record */
export function judgeNamed(name: string): JudgeDefinition {
  const found = entryNamed(JUDGES, name);
  if (!found.needs.includes("labels")) return found;
  throw new InputError(`${name}: labels are read from the record itself, and stand first wherever there are some`);
}

/** The judge that fits where none is named: by the rules that come with the prompts if all have one. */
export function fittingJudge(prompts: readonly { readonly rule?: unknown }[]): string {
  return prompts.every(({ rule }) => rule !== undefined) ? "house-rules" : "refusal-rules";
}

/** @throws InputError where a judge lacks the model that it asks */
export function labellerOf(definition: JudgeDefinition, model: ChatModel | undefined): Labeller {
  const asks = definition.needs.includes("model");
  if (asks && model === undefined) throw new InputError(`${definition.name} asks a model: name it with --judge-model`);
  const config = completeConfig(definition.config, { partial: "strict" }, definition.name);
  return judgeLabeller(definition, definition.create(config, asks && model !== undefined ? { model } : {}));
}
