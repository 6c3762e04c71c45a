import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HOUSE_PROMPTS } from "../../src/pair/house-prompts/all.js";
import { shell } from "../support/cli.js";
import { ROOT, snippetsOf } from "../support/readme.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const PAGE = "docs/waltz-population.md";
const codeIn = (language: string) =>
  snippetsOf(PAGE)
    .filter((snippet) => snippet.language === language)
    .map(({ code }) => code);

describe("the page on a trained pair in a population", () => {
  it("shows commands that all end well, one after the other, on the population that it shows", async () => {
    const home = temporary();
    writeFileSync(join(home, "population.yaml"), codeIn("yaml")[0]!);
    const lines = codeIn("sh").flatMap((code) => code.trim().split("\n"));
    expect(lines).toHaveLength(6);
    for (const line of lines) {
      const { code, stderr } = await shell(line, { cwd: home });
      expect({ code, stderr }, line).toEqual({ code: 0, stderr: "" });
    }
    const manifest = JSON.parse(readFileSync(join(home, "results/population_manifest.json"), "utf8"));
    const paths = manifest.inputs.map(({ path }: { readonly path: string }) => path);
    expect(paths).toContain("models/one/before/conversation.json");
    expect(paths).toContain("models/one/held_out.jsonl");
    expect(existsSync(join(home, "results/parts_comparison.json"))).toBe(true);
  }, 300_000);

  it("counts the requests and houses as they are, and names files that are there", () => {
    expect([HOUSE_PROMPTS.length, HOUSE_PROMPTS.filter(({ harmful }) => harmful).length]).toEqual([120, 60]);
    const text = readFileSync(join(ROOT, PAGE), "utf8");
    const links = [...text.matchAll(/\]\((\.\.\/[^)]+)\)/g)].map(([, path]) => path!);
    expect(links).toHaveLength(3);
    for (const path of links) expect(existsSync(join(ROOT, "docs", path)), path).toBe(true);
  });
});
