import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { AGENTS } from "../../src/agents/registry.js";
import { ROOT, snippetsOf } from "../support/readme.js";

const PAGE = readFileSync(join(ROOT, "docs/performance.md"), "utf8");
const MAKEFILE = readFileSync(join(ROOT, "Makefile"), "utf8");

describe("the page on speed", () => {
  it("names commands that the Makefile has", () => {
    const commands = snippetsOf("docs/performance.md").flatMap(({ code }) => code.trim().split("\n"));
    expect(commands).toEqual(["make bench-quick", "make bench"]);
    for (const command of commands) expect(MAKEFILE).toMatch(new RegExp(`^${command.slice("make ".length)}:`, "m"));
  });

  it("names files and agent types that exist", () => {
    const files = [...PAGE.matchAll(/`((?:src|test)\/[^`]+)`/g)].map(([, file]) => file);
    expect(files.length).toBeGreaterThan(8);
    for (const file of [...files, "docs/performance.svg"]) expect(existsSync(join(ROOT, file)), file).toBe(true);
    const types = [...PAGE.matchAll(/^\| `(\w+)` \|/gm)].map(([, type]) => type);
    expect(types.length).toBeGreaterThan(10);
    for (const type of types) expect([...AGENTS].map((agent) => agent.type)).toContain(type);
  });

  it("rests on a benchmark that can be put together from the sources as they are", async () => {
    const { outputFiles, warnings } = await build({
      entryPoints: [join(ROOT, "bench/bench.ts")],
      ...{ bundle: true, packages: "external", platform: "node", format: "esm", target: "node20", write: false },
    });
    expect(warnings).toEqual([]);
    expect(outputFiles[0].text).toContain("The mix, log off");
  });
});
