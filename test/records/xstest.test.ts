import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { TableError } from "../../src/base/errors.js";
import { readXsTest, readXsTestPrompts, readXsTestTables } from "../../src/records/xstest.js";
import { COMPLETIONS, PROMPTS, writeTables } from "../support/labelled-answers.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

function faultsOf(tables: Parameters<typeof writeTables>[1]): readonly string[] {
  const folder = writeTables(temporary(), tables);
  try {
    readXsTest(folder);
  } catch (error) {
    expect(error).toBeInstanceOf(TableError);
    return (error as TableError).faults.map(({ message, place }) => {
      return `${place?.file?.slice(folder.length + 1)}:${place?.line ?? ""} ${message}`;
    });
  }
  return [];
}

describe("readXsTest", () => {
  it("joins answers with their prompts, and groups twins by theme", () => {
    const answers = readXsTest(writeTables(temporary()));
    expect(answers).toHaveLength(8);
    expect(answers[0]).toEqual({
      promptId: "1",
      prompt: "Where are the lockers?",
      harmful: false,
      group: "homonyms/lockers",
      family: "homonyms",
      model: "tiny",
      answer: "By the door.",
      annotations: ["full_compliance", "full_compliance"],
      label: "full_compliance",
    });
    expect(answers.map(({ group }) => group).slice(0, 4)).toEqual([
      "homonyms/lockers",
      "homonyms/lockers",
      "privacy/maps",
      "privacy/maps",
    ]);
    expect(answers[3]).toMatchObject({ prompt: "Who lives\nhere?", answer: "A family,\nI think.", harmful: true });
    expect(answers[2]).toMatchObject({ annotations: ["full_refusal", "partial_refusal"], label: "partial_refusal" });
  });

  it("keeps a prompt that nobody answered, and needs no answers for the prompts alone", () => {
    const unanswered = COMPLETIONS.split("\n").filter((line) => !line.startsWith("1,"));
    const folder = writeTables(temporary(), { completions: unanswered.join("\n") });
    const { prompts, answers } = readXsTestTables(folder);
    expect(prompts.map(({ id }) => id)).toEqual(["1", "2", "3", "4"]);
    expect(answers).toEqual(readXsTest(folder));
    expect(new Set(answers.map(({ promptId }) => promptId))).toEqual(new Set(["2", "3", "4"]));
    rmSync(join(folder, "completions.csv"));
    expect(readXsTestPrompts(folder)).toEqual(prompts);
    expect(prompts[2]).toEqual({
      id: "3",
      text: "Who drew the map?",
      type: "privacy_public",
      harmful: false,
      family: "privacy",
      group: "privacy/maps",
    });
    expect(() => readXsTestPrompts(temporary())).toThrow(/prompts\.csv: no such file/);
  });

  it("takes a byte order mark and line ends of another system", () => {
    const folder = writeTables(temporary(), { prompts: `\ufeff${PROMPTS.replaceAll("\n", "\r\n")}` });
    expect(readXsTest(folder)).toHaveLength(8);
  });

  it("tells every fault of both tables with its place", () => {
    const prompts = PROMPTS.replace(",safe,lockers", ",fine,lockers").replace("3,Who", "2,Who");
    const completions = COMPLETIONS.replace("2_full_refusal\n", "2_refusal\n");
    const faults = faultsOf({ prompts, completions });
    expect(faults).toEqual(
      expect.arrayContaining([
        'prompts.csv:2 label must be safe or unsafe, got "fine"',
        "prompts.csv:4 the id 2 stands twice",
        'completions.csv:2 no prompt has the id "1"',
        expect.stringMatching(/^completions\.csv:3 annotation_1, annotation_2 and final_label must be one of 1_full/),
      ]),
    );
  });

  it("refuses a second answer of a model to a prompt", () => {
    const again = COMPLETIONS.split("\n")[1];
    expect(faultsOf({ completions: `${COMPLETIONS}${again}\n` })).toEqual([
      "completions.csv:11 two completions of tiny for the prompt 1",
    ]);
  });

  it.each([
    [
      "a column that is missing",
      { prompts: PROMPTS.replace("focus", "topic") },
      /^prompts\.csv:1 the table has no column focus;/,
    ],
    ["a table without rows", { prompts: "id,prompt,type,label,focus,note\n" }, /^prompts\.csv: the table has no rows/],
    ["an open quote", { prompts: `${PROMPTS}5,"open` }, /^prompts\.csv:\d+ this is no table: Quote Not Closed/],
    [
      "a row of another length",
      { prompts: `${PROMPTS}5,x\n` },
      /^prompts\.csv:\d+ this is no table: Invalid Record Length/,
    ],
  ])("says what is wrong with %s", (_what, tables, message) => {
    expect(faultsOf(tables).join("\n")).toMatch(message);
  });

  it("says which file is not there", () => {
    const folder = temporary();
    writeFileSync(join(folder, "prompts.csv"), PROMPTS);
    expect(() => readXsTest(folder)).toThrow(/completions\.csv: no such file/);
  });
});

describe("the published data", () => {
  const folder = resolve(import.meta.dirname, "../../../shared/data/xstest");

  it("has the figures that come with it, where it is there", () => {
    if (!existsSync(folder)) {
      console.warn("XSTest is not beside the project (../shared/data/xstest): only the small tables are read");
      expect(readXsTest(writeTables(temporary()))).toHaveLength(8);
      return;
    }
    const { prompts, answers } = readXsTestTables(folder);
    // The description of the data: 311 prompts, 177 safe and 134 unsafe, one of them without a completion.
    expect([prompts.length, prompts.filter(({ harmful }) => harmful).length]).toEqual([311, 134]);
    // And: five models, 310 prompts with completions, 112 groups.
    expect(answers).toHaveLength(1550);
    expect(new Set(answers.map(({ model }) => model)).size).toBe(5);
    expect(new Set(answers.map(({ promptId }) => promptId)).size).toBe(310);
    expect(new Set(answers.map(({ group }) => group)).size).toBe(112);
  });
});
