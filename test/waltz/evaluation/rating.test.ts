import { fc, it as property } from "@fast-check/vitest";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { describe, expect, it } from "vitest";
import { COMPLIANCES } from "../../../src/contract/judge.js";
import { ratingAgreements, unblindedRates } from "../../../src/waltz/evaluation/rating/rating-agreement.js";
import { parseRatingKey, ratingKey } from "../../../src/waltz/evaluation/rating/rating-key.js";
import { ratingSheet } from "../../../src/waltz/evaluation/rating/rating-sheet.js";
import { readRatings } from "../../../src/waltz/evaluation/rating/read-ratings.js";
import type { RecordedExchange } from "../../../src/waltz/evaluation/recorded-exchange.js";

const said = (id: string, system: string, answer: string, more: Partial<RecordedExchange> = {}): RecordedExchange => ({
  ...{ id, group: `g${id}`, dataset: "d", category: "c", prompt: `Where is ${id}?`, harmful: false, system },
  ...{ answers: ["a draft", answer], said: ["not asked", "not asked"], labels: undefined, ...more },
});
const EXCHANGES = ["1", "2", "3", "4"].flatMap((id) =>
  ["alpha", "omega"].map((system) => said(id, system, `By the door, ${id}.`)),
);
const KEY = ratingKey(EXCHANGES, 7, undefined);
const filled = (label: (at: number) => string) =>
  ["item,prompt,answer,label", ...KEY.items.map(({ item }, at) => `${item},p,a,${label(at)}`)].join("\r\n");

describe("a rating sheet", () => {
  it("shows final answers in a seeded order, and neither systems, ids, harmfulness nor labels", () => {
    const exchanges = EXCHANGES.map((one) => ({
      ...one,
      harmful: true,
      labels: ["full_refusal", "full_refusal"] as const,
    }));
    const key = ratingKey(exchanges, 7, undefined);
    for (const form of ["csv", "markdown"] as const) {
      const sheet = ratingSheet(key.items, form).replace(/^#.*?(?=^## )/ms, "");
      expect(sheet).toContain("By the door, 3.");
      for (const kept of ["alpha", "omega", "a draft", "harmful", "full_refusal", "g1"])
        expect(sheet).not.toContain(kept);
    }
    expect(key.items.map(({ item }) => item)).toEqual(
      ["001", "002", "003", "004", "005", "006", "007", "008"].map((at) => `item-${at}`),
    );
    const order = ({ items }: typeof KEY) => items.map(({ id, system }) => id + system);
    expect(order(ratingKey(EXCHANGES, 7, undefined))).toEqual(order(KEY));
    expect(order(ratingKey(EXCHANGES, 8, undefined))).not.toEqual(order(KEY));
    expect([...order(KEY)].sort()).toEqual(EXCHANGES.map(({ id, system }) => id + system).sort());
    expect(order(ratingKey(EXCHANGES, 7, 3))).toEqual(order(KEY).slice(0, 3));
  });

  it("cannot be run by a spreadsheet as a formula", () => {
    const [first] = ratingKey([said("1", "s", "=1+1")], 1, undefined).items;
    expect(ratingSheet([first!], "csv")).toContain("'=1+1");
  });

  property.prop([
    fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 5 }),
    fc.array(fc.constantFrom(...COMPLIANCES), { minLength: 5 }),
  ])("is read back with its labels, whatever stands in the answers", (answers, labels) => {
    const key = ratingKey(
      answers.map((answer, at) => said(String(at), "s", `${answer}\n\nlabel: full_refusal\n## item-001`)),
      1,
      undefined,
    );
    const wanted = new Map(key.items.map(({ item }, at) => [item, labels[at]]));
    let at = 0;
    const text = ratingSheet(key.items, "markdown").replace(/^label:$/gm, () => `label: ${labels[at++]}`);
    expect(readRatings("s.md", text, "markdown", key)).toEqual(wanted);
    const rows = parse(ratingSheet(key.items, "csv"), { columns: true }) as object[];
    const table = stringify(
      rows.map((row, which) => ({ ...row, label: labels[which] })),
      { header: true },
    );
    expect(readRatings("s.csv", table, "csv", key)).toEqual(wanted);
  });

  it("as a table is read with a mark at its beginning, line ends of any kind and labels in capitals", () => {
    const ratings = readRatings(
      "s.csv",
      `\uFEFF${filled((at) => (at === 0 ? " Full_Refusal " : "full_compliance"))}`,
      "csv",
      KEY,
    );
    expect([...ratings.values()].slice(0, 2)).toEqual(["full_refusal", "full_compliance"]);
  });

  it("with unknown items or labels, doubles, blanks or gaps is refused, all at once, each with its line", () => {
    const rows = filled((at) => ["full_refusal", "full_refusl", "", "2"][at] ?? "full_compliance").split("\r\n");
    const text = [...rows.slice(0, 8), "item-001,p,a,full_refusal", "item-999,p,a,full_refusal"].join("\n");
    const read = () => readRatings("s.csv", text, "csv", KEY);
    expect(read).toThrow('s.csv:3: "full_refusl" is no label (did you mean "full_refusal"?)');
    expect(read).toThrow("s.csv:4: item-003 has no label");
    expect(read).toThrow('s.csv:5: "2" is no label; there are: full_compliance, full_refusal, partial_refusal');
    expect(read).toThrow("s.csv:9: item-001 stands in line 2, too");
    expect(read).toThrow('s.csv:10: the key knows no "item-999"');
    expect(read).toThrow("s.csv: item-008 is not on the sheet");
    expect(() => readRatings("s.csv", "item,text\n1,2\n", "csv", KEY)).toThrow(
      "s.csv:1: the sheet has no column label",
    );
    expect(() => readRatings("s.csv", 'item,label\n"', "csv", KEY)).toThrow("s.csv:2: this is no table");
  });

  it("has a key that is read back, and nothing else is taken for one", () => {
    expect(parseRatingKey("k.json", JSON.stringify(KEY))).toEqual(KEY);
    expect(() => parseRatingKey("k.json", "{}")).toThrow("k.json: this is no key of a rating sheet");
    expect(() => parseRatingKey("k.json", "{")).toThrow("k.json: this is no JSON");
  });
});

describe("agreement of raters", () => {
  it("is kappa over three classes and over any refusal, with the share that is the same", () => {
    // By hand, 8 items, labels c c c c r r p p against c c c r r r p r: same 6 of 8;
    // p_e = (4·3 + 2·4 + 2·1)/64 = 22/64, kappa = (48 - 22)/(64 - 22) = 26/42. Refusals: same 7 of 8, p_e = (4·3 + 4·5)/64 = 1/2, kappa = 3/4.
    const labels = (text: string) => (item: { readonly item: string }) =>
      (({ c: "full_compliance", r: "full_refusal", p: "partial_refusal" }) as const)[
        text[Number(item.item.slice(5)) - 1] as "c"
      ];
    const voices = [
      { name: "one", labelOf: labels("ccccrrpp") },
      { name: "two", labelOf: labels("cccrrrpr") },
    ];
    const [found, ...more] = ratingAgreements(KEY.items, voices);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ first: "one", second: "two", items: 8, same: { count: 6, of: 8 } });
    expect(found!.kappa.value).toBeCloseTo(26 / 42, 12);
    expect(found!.refusal.value).toBeCloseTo(3 / 4, 12);
    expect(found!.kappa.low!).toBeLessThan(26 / 42);
  });

  it("names the systems again, and leaves out what a voice does not know", () => {
    const knows = {
      name: "one",
      labelOf: ({ id }: { readonly id: string }) => (id === "1" ? ("full_refusal" as const) : undefined),
    };
    const rates = unblindedRates(KEY.items, [knows]);
    expect(rates.map(({ system, rates: { refusedFully } }) => [system, refusedFully.count, refusedFully.of])).toEqual([
      ["alpha", 1, 1],
      ["omega", 1, 1],
    ]);
  });
});
