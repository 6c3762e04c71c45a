import { type Static, Type } from "@sinclair/typebox";
import { InputError } from "../../../base/errors.js";
import { keyedSource } from "../../../base/random/keyed-source.js";
import { shuffled } from "../../../base/random/shuffled.js";
import { validatorOf } from "../../../base/validator-of.js";
import { COMPLIANCES, type Compliance } from "../../../contract/judge.js";
import type { RecordedExchange } from "../recorded-exchange.js";

const text = Type.String();
const closed = { additionalProperties: false };

const ITEM = Type.Object(
  {
    item: Type.String({ pattern: "^item-\\d+$", description: "its name on the sheet" }),
    system: text,
    id: Type.String({ description: "of the prompt" }),
    group: text,
    dataset: text,
    category: text,
    harmful: Type.Boolean(),
    prompt: text,
    answer: Type.String({ description: "the final one" }),
    rule: Type.Optional(Type.Object({ text, markers: Type.Array(text) }, closed)),
    label: Type.Union([...COMPLIANCES.map((one) => Type.Literal(one)), Type.Null()], {
      description: "what is on record for it",
    }),
  },
  closed,
);
/** An answer to be rated, with everything that its sheet keeps back. */
export type RatingItem = Static<typeof ITEM>;

/** The key of a rating sheet: who gave which answer, and whether the prompt was harmful. It is no business of raters. */
const RATING_KEY = Type.Object(
  { key_version: Type.Literal(1), seed: Type.Integer(), items: Type.Array(ITEM, { minItems: 1 }) },
  closed,
);
export type RatingKey = Static<typeof RATING_KEY>;

const validator = validatorOf<RatingKey>(RATING_KEY);

/**
 * Final answers in an order that tells nothing, under names that tell nothing.
 *
 * @param count answers at most; undefined takes all
 */
export function ratingKey(exchanges: readonly RecordedExchange[], seed: number, count: number | undefined): RatingKey {
  const stream = keyedSource(seed).family("rating sheet", ["order"]).of(0);
  const order = shuffled(exchanges, stream).slice(0, count);
  const digits = Math.max(3, String(order.length).length);
  const items = order.map(({ system, id, group, dataset, category, harmful, prompt, answers, rule, labels }, at) => {
    const label = labels?.at(-1);
    return {
      ...{
        item: `item-${String(at + 1).padStart(digits, "0")}`,
        system,
        id,
        group,
        dataset,
        category,
        harmful,
        prompt,
      },
      answer: answers[answers.length - 1],
      ...(rule !== undefined && { rule: { text: rule.text, markers: [...rule.markers] } }),
      label: typeof label === "string" ? (label satisfies Compliance) : null,
    };
  });
  return { key_version: 1, seed, items };
}

/** @throws InputError where the text is no key */
export function parseRatingKey(file: string, content: string): RatingKey {
  const refuse = (message: string) => new InputError([{ message, place: { file } }]);
  let data: unknown;
  try {
    data = JSON.parse(content);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refuse(`this is no JSON: ${error.message}`);
  }
  const validate = validator();
  if (validate(data)) return data;
  const [fault] = validate.errors ?? [];
  throw refuse(`this is no key of a rating sheet: ${fault?.instancePath.slice(1) || "it"} ${fault?.message}`);
}
