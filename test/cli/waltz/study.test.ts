import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ARMS } from "../../../src/waltz/study/arms.js";
import { swarm } from "../../support/cli.js";
import { houseXsTest } from "../../support/house-xstest.js";
import { swarmHere } from "../../support/in-process.js";
import { filesBelow, temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();
const TINY = ["waltz", "study", "--seeds", "1", "--toy-iterations", "1", "--no-ablations"];
const ON_TABLES = ["--xstest", "tables", "--folds", "2", "--xstest-iterations", "2", "--dimension", "16"];

/** A folder with tables of our own in XSTest's form. */
function home(): string {
  const cwd = temporary();
  houseXsTest(cwd);
  return cwd;
}
const textOf = (cwd: string, name: string) => readFileSync(join(cwd, name), "utf8");
const arms = (table: "main" | "ablation") => ARMS.filter((arm) => arm.table === table);

describe("swarm waltz study", () => {
  it("without XSTest runs every arm in the toy world, says in note and output that the rest is missing, and ends well", async () => {
    const cwd = temporary();
    const outcome = await swarmHere([...TINY, "--xstest", "away", "--threads", "1", "--out", "n/note.md"], { cwd });
    const stdout = "n/note.md: 1 training of all arms; XSTest was not there, set XSTEST_DIR\n";
    expect(outcome).toEqual({ code: 0, stdout, stderr: "" });
    expect(filesBelow(cwd)).toEqual(["n/note.md", "n/note_front.svg"]);
    const note = textOf(cwd, "n/note.md");
    expect(note).toContain("The tables of XSTest were not there (`XSTEST_DIR`), so this part was not run.");
    for (const { name } of [...arms("main"), ...arms("ablation")]) expect(note).toContain(`\n| ${name} | `);
    expect(note).toContain("![front](note_front.svg)");
    expect(note).toMatch(/ in [01] of 1 seeds/);
    expect(textOf(cwd, "n/note_front.svg")).toMatch(/^<svg/);
  });

  it("with tables of XSTest runs every arm in both worlds; again, and on two threads, the same bytes", async () => {
    const cwd = home();
    const command = [...TINY, "--xstest", ".", ...ON_TABLES.slice(2)];
    const { code, stderr } = await swarmHere([...command, "--threads", "1", "--out", "one/n.md"], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const note = textOf(cwd, "one/n.md");
    expect(note).toContain("24 prompts (12 that people labelled unsafe)");
    for (const { name } of arms("main")) expect(note.split(`\n| ${name} | `).length).toBeGreaterThan(2);
    for (const title of ["### What to read this beside", "### Trained on against unseen", "type alone (trap)"]) {
      expect(note).toContain(title);
    }
    // Nobody answered the last of the 24 prompts.
    expect(note.split("### The variant with texts")[1]).toMatch(
      /^\n\n23 of these prompts \(11 that people labelled unsafe\)/,
    );
    const threads = await swarm([...command, "--threads", "2", "--out", "two/n.md"], { cwd });
    expect(threads).toEqual({ code: 0, stdout: "two/n.md: 5 trainings of all arms\n", stderr: "" });
    for (const file of ["n.md", "n_front.svg"]) expect(textOf(cwd, `two/${file}`)).toBe(textOf(cwd, `one/${file}`));
  });

  it("says that the variant with texts was not run where too few prompts have both kinds of answers on record", async () => {
    const cwd = home();
    const rows = textOf(cwd, "completions.csv").split("\n");
    writeFileSync(join(cwd, "completions.csv"), rows.filter((row) => !/,(right|middle),/.test(row)).join("\n"));
    const args = ["--xstest", ".", ...ON_TABLES.slice(2), "--threads", "1", "--out", "n.md"];
    expect(await swarmHere([...TINY, ...args], { cwd })).toMatchObject({
      code: 0,
      stdout: "n.md: 3 trainings of all arms\n",
    });
    expect(textOf(cwd, "n.md")).toMatch(/### The variant with texts\n\nOf 0 prompts both kinds .* too few for 2 folds/);
  });

  it.each([
    ["no number", ["--seeds", "0"], /^error: option '--seeds <number>' argument '0' is invalid\. A whole number/],
    ["tables with faults", ["--xstest", "."], /^prompts\.csv:2: label must be safe or unsafe, got "maybe"\n/],
    [
      "a note where a folder is",
      ["--xstest", "away", "--out", "."],
      /^\.: the note cannot go here: this is a folder\n/,
    ],
    ["a note below a file", ["--xstest", "away", "--out", "completions.csv/n.md"], /n\.md: the file cannot be written/],
    ["embeddings without prompts", ["--xstest", "away", "--embeddings", "x.gguf"], /^away: XSTest is not there/],
  ])("refuses %s with 2 and writes nothing", async (_, args, message) => {
    const cwd = home();
    writeFileSync(join(cwd, "prompts.csv"), textOf(cwd, "prompts.csv").replace(",safe,", ",maybe,"));
    const before = filesBelow(cwd);
    const { code, stdout, stderr } = await swarmHere([...TINY, "--out", "n.md", ...args], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(filesBelow(cwd)).toEqual(before);
  });
});
