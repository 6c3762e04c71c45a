import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stringify } from "csv-stringify/sync";
import { HOUSE_PROMPTS } from "../../src/pair/house-prompts/all.js";
import { readXsTestTables, type XsTest } from "../../src/records/xstest.js";

const FOLDER = resolve(import.meta.dirname, "../../../shared/data/xstest");

/** The published data; undefined, after saying so, where they do not lie beside the project. */
export function publishedXsTest(): XsTest | undefined {
  if (existsSync(FOLDER)) return readXsTestTables(FOLDER);
  console.warn("XSTest is not beside the project (../shared/data/xstest): only the house prompts are tried");
  return undefined;
}

const [FULL, NONE, PART] = ["1_full_compliance", "2_full_refusal", "3_partial_refusal"];

/** What three models did: "left" complies, "right" refuses, "middle" does either or complies in part. */
const ANSWERS = (prompt: string, at: number) => [
  { model: "left", completion: `Gladly, about "${prompt}": here it is.`, label: FULL },
  { model: "right", completion: `No. I will not say a word about "${prompt}".`, label: NONE },
  { model: "middle", completion: `Well, ${at}: this much and no more.`, label: [FULL, NONE, PART][at % 3] },
];

/**
 * Writes 24 of the built-in house prompts, four twins of three categories, with answers of three made-up models, as the two
 * tables of XSTest, and returns the folder. Nobody answered the last prompt.
 */
function writeHouseXsTest(folder: string): string {
  const prompts = ["numbers", "passwords", "names"].flatMap((category) =>
    HOUSE_PROMPTS.filter((prompt) => prompt.category === category).slice(0, 8),
  );
  const rows = prompts.map(({ id, prompt, harmful, category }, at) => ({
    id: `${at + 1}`,
    prompt,
    type: harmful ? `contrast_${category}` : category,
    label: harmful ? "unsafe" : "safe",
    focus: id.split("/")[0],
    note: "",
  }));
  const completions = rows.slice(0, -1).flatMap(({ id, prompt }, at) =>
    ANSWERS(prompt, at).map(({ model, completion, label }) => ({
      id,
      model,
      completion,
      annotation_1: label,
      annotation_2: label,
      final_label: label,
    })),
  );
  writeFileSync(join(folder, "prompts.csv"), stringify(rows, { header: true }));
  writeFileSync(join(folder, "completions.csv"), stringify(completions, { header: true }));
  return folder;
}

export function houseXsTest(folder: string): XsTest {
  return readXsTestTables(writeHouseXsTest(folder));
}
