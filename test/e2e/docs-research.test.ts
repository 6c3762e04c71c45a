import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseAnnotation } from "../../src/research/annotation/parse-annotation.js";
import { shell } from "../support/cli.js";
import { swarmHere } from "../support/in-process.js";
import { ROOT, snippetsOf } from "../support/readme.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const SNIPPETS = snippetsOf("docs/research/index.md");
const snippet = (language: string) => SNIPPETS.filter((each) => each.language === language).map(({ code }) => code);

describe("the page on research", () => {
  it("shows commands that take its paper to a verdict, one after the other", { timeout: 300_000 }, async () => {
    const folder = temporary();
    const [paper] = snippet("markdown");
    writeFileSync(join(folder, "paper.md"), paper);
    const lines = snippet("sh").flatMap((code) => code.trim().split("\n"));
    expect(lines).toHaveLength(5);
    const said: string[] = [];
    for (const line of lines) {
      const { code, stdout, stderr } = await shell(line, { cwd: folder });
      expect({ code, stderr }, line).toEqual({ code: 0, stderr: "" });
      said.push(stdout);
    }
    expect(said[0]).toContain("1. difference of toxicity_rate, negative: audits reduce harm in mixed populations");
    expect(said[4]).toContain("Gates: Registration passed");
    const ends = [
      "claims.csv",
      "report.html",
      "report.md",
      "results.csv",
      "study.json",
      "validity.json",
      "verdict.json",
    ];
    expect(filesBelow(join(folder, "logs"))).toEqual(
      ["audits.lock.json", "audits.scenario.yaml", "audits.study.yaml", ...ends.map((end) => `audits_${end}`)].sort(),
    );
    const hints = [
      ...snippet("text")
        .join("")
        .matchAll(/\$schema=(?:\.\.\/)?(schemas\/.*)/g),
    ].map(([, file]) => file);
    expect(hints).toHaveLength(2);
    for (const [at, file] of ["paper.annotation.yaml", "logs/audits.study.yaml"].entries()) {
      const fits = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(join(ROOT, hints[at]), "utf8")));
      expect(fits(parse(readFileSync(join(folder, file), "utf8"))), JSON.stringify(fits.errors)).toBe(true);
    }
  });

  it("shows arms that compile into a study", { timeout: 120_000 }, async () => {
    const folder = temporary();
    mkdirSync(join(folder, "logs"));
    symlinkSync(join(ROOT, "scenarios"), join(folder, "scenarios"));
    const claims =
      "claims:\n  - { claim: audits lower harm, metric: toxicity_rate, expected: negative, arm: audited }\n";
    const text = `${claims}${snippet("yaml")[0]}`;
    expect(Object.keys(parseAnnotation(text, "own.yaml").annotation.swarm_scenarios)).toHaveLength(3);
    writeFileSync(join(folder, "own.yaml"), text);
    const args = ["research", "compile", "own.yaml", "--name", "own", "--pilot", "0", "--seeds", "4"];
    const { code, stderr } = await swarmHere(args, { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(readFileSync(join(folder, "logs/own.study.yaml"), "utf8")).toContain("scenario: ../scenarios/baseline.yaml");
  });
});
