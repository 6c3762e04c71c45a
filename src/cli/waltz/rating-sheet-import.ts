import { readFileSync } from "node:fs";
import { parse } from "node:path";
import { type Fault, InputError } from "../../base/errors.js";
import { whyUnreadable } from "../../base/why-unreadable.js";
import type { Compliance } from "../../contract/judge.js";
import { jsonText } from "../../records/json-text.js";
import { withNulls } from "../../records/with-nulls.js";
import { PEOPLE_SAY } from "../../waltz/evaluation/labelling.js";
import { ratingAgreements, unblindedRates, type Voice } from "../../waltz/evaluation/rating/rating-agreement.js";
import { parseRatingKey, type RatingItem, type RatingKey } from "../../waltz/evaluation/rating/rating-key.js";
import { readRatings } from "../../waltz/evaluation/rating/read-ratings.js";
import { terminalTable } from "../format-table.js";
import { counted, WIDTH, wrap } from "../format-text.js";
import { visible } from "../visible.js";
import { percent, span } from "./evaluate-numbers.js";
import { fittingJudge, judgeNamed, labellerOf } from "./evaluate-source.js";
import { formOf } from "./rating-sheet-export.js";

export interface ImportOptions {
  readonly key: string;
  readonly judge?: readonly string[] | undefined;
  readonly json?: true | undefined;
}

/** @throws InputError with the faults of all sheets */
export async function importSheets(files: readonly string[], options: ImportOptions): Promise<void> {
  const key = parseRatingKey(options.key, contentOf(options.key));
  const raters = ratersOf(files, key);
  const judges = await Promise.all((options.judge ?? [fittingJudge(key.items)]).map((name) => judgeVoice(name, key)));
  const record = key.items.some(({ label }) => label !== null);
  const voices = [...raters, ...(record ? [RECORD] : []), ...judges];
  const agreements = ratingAgreements(key.items, voices);
  const rates = unblindedRates(key.items, voices);
  const found = { labels: PEOPLE_SAY, items: key.items.length, agreements, rates };
  process.stdout.write(options.json ? jsonText(withNulls(found)) : `${importText(found)}\n`);
}

const RECORD: Voice = { name: "on record", labelOf: ({ label }) => label ?? undefined };

function ratersOf(files: readonly string[], key: RatingKey): readonly Voice[] {
  const faults: Fault[] = [];
  const names = new Set<string>();
  const voices = files.flatMap((file): readonly Voice[] => {
    const { name } = parse(file);
    if (names.has(name))
      faults.push({ message: `two sheets are called "${name}": raters are called after them`, place: { file } });
    names.add(name);
    try {
      const ratings = readRatings(file, contentOf(file), formOf(file), key);
      return [{ name, labelOf: ({ item }) => ratings.get(item) }];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
      return [];
    }
  });
  if (faults.length > 0) throw new InputError(faults);
  return voices;
}

async function judgeVoice(name: string, { items }: RatingKey): Promise<Voice> {
  const definition = judgeNamed(name);
  if (definition.needs.includes("model")) {
    throw new InputError(`${name} asks a model: have it label the answers with \`swarm waltz evaluate --recorded\``);
  }
  const labeller = labellerOf(definition, undefined);
  const labels = new Map<RatingItem, Compliance | undefined>();
  for (const item of items) {
    const { rule, ...rest } = item;
    const exchange = { ...rest, rule, answers: [item.answer], said: ["not asked" as const], labels: undefined };
    labels.set(item, (await labeller.label(exchange, 0)).compliance);
  }
  return { name, labelOf: (item) => labels.get(item) };
}

interface Found {
  readonly labels: string;
  readonly items: number;
  readonly agreements: ReturnType<typeof ratingAgreements>;
  readonly rates: ReturnType<typeof unblindedRates>;
}

function importText({ labels, items, agreements, rates }: Found): string {
  const kappa = ({
    value,
    low,
    high,
  }: {
    value: number | undefined;
    low: number | undefined;
    high: number | undefined;
  }) => {
    if (value === undefined) return "-";
    return low === undefined || high === undefined
      ? value.toFixed(3)
      : `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
  };
  const left = (head: string) => ({ head, align: "left" }) as const;
  const right = (head: string) => ({ head, align: "right" }) as const;
  const agreed = terminalTable(
    [
      left("between"),
      left("and"),
      right("items"),
      left("same, %"),
      left("kappa, three classes"),
      left("kappa, any refusal"),
    ],
    agreements.map(({ first, second, items: both, same, kappa: three, refusal }) => [
      ...[visible(first), visible(second), String(both)],
      ...[`${percent(same.value)} ${span(same)}`, kappa(three), kappa(refusal)],
    ]),
  );
  const did = terminalTable(
    [left("system"), left("by"), ...["refuses safe", "partly", "complies unsafe", "partly"].map(right)],
    rates.map(({ system, voice, rates: { refusedFully, refusedPartly, compliedFully, compliedPartly } }) => [
      ...[visible(system), visible(voice)],
      ...[refusedFully, refusedPartly, compliedFully, compliedPartly].map(({ value }) => percent(value)),
    ]),
  );
  const notes =
    "[low, high]: 95 % intervals, of shares by Wilson, of kappa by resampling groups of prompts (2000 times).";
  return [
    `${counted(items, "answer")} rated\n${wrap(labels, WIDTH).join("\n")}`,
    `Agreement\n\n${agreed}`,
    `What systems did with requests, %\n\n${did}`,
    wrap(notes, WIDTH).join("\n"),
  ].join("\n\n");
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new InputError([{ message: whyUnreadable(error), place: { file } }]);
  }
}
