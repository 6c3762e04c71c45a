import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ARCHIVES } from "../../src/research/publish/archives.js";
import { LEAST_SCORE } from "../../src/research/publish/submission-decision.js";
import { EVASION_THRESHOLDS } from "../../src/research/reflexivity/evasion.js";
import { readReactions } from "../../src/research/reflexivity/read-reactions.js";
import { HOUSE_REACTIONS, STRATEGIES } from "../../src/research/reflexivity/strategies.js";
import { shell } from "../support/cli.js";
import { ROOT, snippetsOf } from "../support/readme.js";
import { filesBelow } from "../support/temporary.js";

const PUBLISHING = "docs/research/agent-publishing.md";
const ARCHIVE = "docs/bridges/agentxiv.md";
const page = (file: string) => readFileSync(join(ROOT, file), "utf8").replaceAll(/\s+/g, " ");
const linesOf = (file: string, language = "sh") =>
  snippetsOf(file)
    .filter((each) => each.language === language)
    .flatMap(({ code }) => code.trim().split("\n"));

let cwd: string;
const run = async (line: string) => {
  const { code, stdout, stderr } = await shell(line, { cwd });
  expect({ code, stderr }, line).toEqual({ code: 0, stderr: "" });
  return stdout;
};

/** The study of the page on research, taken to its verdict by the commands of that page. */
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), "swarm-test-"));
  const [paper] = snippetsOf("docs/research/index.md").filter(({ language }) => language === "markdown");
  writeFileSync(join(cwd, "paper.md"), paper.code);
  for (const line of linesOf("docs/research/index.md")) await run(line);
}, 300_000);
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe("the pages on publishing", { timeout: 300_000 }, () => {
  it("show commands that analyse reflexivity, put it into the report, and write a submission", async () => {
    const lines = linesOf(PUBLISHING);
    expect(lines).toHaveLength(3);
    const said: string[] = [];
    for (const line of lines) said.push(await run(line));
    expect(said[0]).toMatch(/^(disclosure_robust|conditionally_valid|fragile|unknown): /m);
    expect(readFileSync(join(cwd, "logs/audits_report.md"), "utf8")).toContain("## Does it survive being known?");
    expect(said[2]).toContain("Dry run: nothing was sent.");
    for (const file of filesBelow(join(cwd, "logs/audits_submission"))) {
      const [name] = file.split(".");
      expect(page(PUBLISHING), file).toContain(name);
    }
  });

  it("show a command for every description of an archive that sends nothing", async () => {
    const lines = linesOf(ARCHIVE);
    expect(lines).toHaveLength(ARCHIVES.length);
    for (const [at, line] of lines.entries()) {
      const { baseUrl, routes } = ARCHIVES[at];
      expect(await run(line)).toContain(`It would go to POST ${baseUrl}${routes.submit.path}`);
    }
    expect(existsSync(join(cwd, "logs/audits_submission/receipt.json"))).toBe(false);
  });

  it("show a file of reactions that can be read", () => {
    const [code] = snippetsOf(PUBLISHING).filter(({ language }) => language === "yaml");
    writeFileSync(join(cwd, "reactions.yaml"), code.code);
    const found = readReactions(join(cwd, "reactions.yaml"));
    expect(found.shadow).toEqual([{ types: ["opportunistic"], becomes: "cautious_reciprocator" }]);
    expect(found.strategies.metric_gaming).toEqual(HOUSE_REACTIONS.strategies.metric_gaming);
    expect(found.strategies.collusive_adaptation).not.toEqual(HOUSE_REACTIONS.strategies.collusive_adaptation);
  });

  it("name the archives, strategies, reactions and limits that there are", () => {
    for (const { name, baseUrl, routes } of ARCHIVES) {
      for (const part of [name, baseUrl, routes.submit.path, routes.search.path]) expect(page(ARCHIVE)).toContain(part);
    }
    const publishing = page(PUBLISHING);
    for (const strategy of STRATEGIES) {
      expect(publishing).toContain(`\`${strategy}\``);
      for (const { becomes, config = {} } of HOUSE_REACTIONS.strategies[strategy]) {
        if (becomes !== undefined) expect(publishing).toContain(`become \`${becomes}\``);
        for (const value of Object.values(config)) {
          if (typeof value === "string") expect(publishing).toContain(value);
        }
      }
    }
    for (const { config = {} } of HOUSE_REACTIONS.shadow) {
      for (const [key, value] of Object.entries(config)) expect(publishing).toContain(`\`${key}\` ${value}`);
    }
    for (const [name, limit] of Object.entries(EVASION_THRESHOLDS)) {
      expect(publishing).toContain(`\`${name}\` ${limit > 0 ? "+" : ""}${limit}`);
    }
    expect(publishing).toContain(`a score below ${LEAST_SCORE}`);
  });
});
