import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RatingKey } from "../../../src/waltz/evaluation/rating/rating-key.js";
import { swarmHere } from "../../support/in-process.js";
import { writeTables } from "../../support/labelled-answers.js";
import { temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();
const sheet = (args: readonly string[], cwd: string) => swarmHere(["waltz", "rating-sheet", ...args], { cwd });

/** A sheet that somebody fills in as people's labels on record say, but for the items that `other` names. */
function fillIn(cwd: string, name: string, other: (at: number) => string | undefined = () => undefined): void {
  const key = JSON.parse(readFileSync(join(cwd, "key.json"), "utf8")) as RatingKey;
  const rows = key.items.map(({ item, label }, at) => `${item},${other(at) ?? label}`);
  writeFileSync(join(cwd, name), `item,label\n${rows.join("\n")}\n`);
}

describe("swarm waltz rating-sheet", () => {
  it("goes out blind and comes back with agreement between raters, the record and the judge", async () => {
    const cwd = writeTables(temporary());
    const out = await sheet(["export", "--recorded", ".", "--sheet", "sheet.csv", "--key", "key.json"], cwd);
    expect(out).toEqual({
      code: 0,
      stderr: "",
      stdout: "wrote sheet.csv: 8 answers to label\nwrote key.json: keep it from raters\n",
    });
    expect(readFileSync(join(cwd, "sheet.csv"), "utf8")).not.toMatch(/tiny|llama|unsafe|refus(?!ed)al/);
    fillIn(cwd, "ada.csv");
    fillIn(cwd, "ben.csv", (at) => (at === 0 ? "partial_refusal" : undefined));
    const { code, stdout, stderr } = await sheet(["import", "ada.csv", "ben.csv", "--key", "key.json", "--json"], cwd);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { agreements, labels } = JSON.parse(stdout);
    expect(labels).toContain("compliance, not harm");
    const same = agreements.map(
      ({ first, second, same: { count } }: { first: string; second: string; same: { count: number } }) => [
        first,
        second,
        count,
      ],
    );
    // The judge takes one partial refusal for a full one: 7 of 8 with the record.
    expect(same).toContainEqual(["ada", "ben", 7]);
    expect(same).toContainEqual(["ada", "on record", 8]);
    expect(same).toContainEqual(["on record", "refusal-rules", 7]);
    const text = await sheet(["import", "ada.csv", "--key", "key.json"], cwd);
    expect(text.stdout).toMatch(/\nada +on record +8 +100\.0 \[67\.6, 100\.0\] +1\.000/);
    expect(text.stdout).toMatch(/\ntiny +ada +0\.0 +50\.0 +50\.0 +0\.0/);
  });

  it("can be filled in as a text, and holds the answers of some systems alone", async () => {
    const cwd = writeTables(temporary());
    await sheet(
      ["export", "--recorded", ".", "--sheet", "s.md", "--key", "key.json", "--system", "tiny", "--count", "3"],
      cwd,
    );
    const text = readFileSync(join(cwd, "s.md"), "utf8");
    expect(text.match(/^## item-/gm)).toHaveLength(3);
    writeFileSync(join(cwd, "s.md"), text.replaceAll(/^label:$/gm, "label: full_refusal"));
    const { code, stdout } = await sheet(["import", "s.md", "--key", "key.json"], cwd);
    expect([code, stdout.split("\n")[0]]).toEqual([0, "3 answers rated"]);
  });

  it("refuses wrong sheets, all faults of all of them at once", async () => {
    const cwd = writeTables(temporary());
    await sheet(["export", "--recorded", ".", "--sheet", "sheet.csv", "--key", "key.json"], cwd);
    fillIn(cwd, "ada.csv", (at) => (at === 1 ? "refused" : undefined));
    const { code, stderr, stdout } = await sheet(["import", "ada.csv", "sheet.csv", "--key", "key.json"], cwd);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain('ada.csv:3: "refused" is no label');
    expect(stderr).toContain("item-001 has no label");
  });

  it.each([
    [["--sheet", "s.txt", "--key", "k.json"], "s.txt: a rating sheet is a .csv or a .md file"],
    [["--sheet", "s.md", "--key", "./s.md"], "raters must not see the key"],
    [["--sheet", "s.md", "--key", "k.json", "--system", "tinny"], 'no answer is by "tinny" (did you mean "tiny"?)'],
  ])("%# says what is wrong with options, and writes nothing", async (args, message) => {
    const cwd = writeTables(temporary());
    const { code, stderr } = await sheet(["export", "--recorded", ".", ...args], cwd);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(["s.md", "s.txt", "k.json"].filter((name) => existsSync(join(cwd, name)))).toEqual([]);
  });
});
