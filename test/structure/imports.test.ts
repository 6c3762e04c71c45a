import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = resolve(import.meta.dirname, "../../src");

/** Layers from the ground up; what shares a layer does not import each other. */
const LAYERS = [
  ["base"],
  ["model"],
  ["contract"],
  ["learning"],
  ["pair"],
  ["engine", "agents", "governance", "dynamics", "metrics", "llm", "judges"],
  ["scenario"],
  ["batch"],
  ["records", "analysis"],
  ["waltz", "macpo", "research"],
  ["cli", "index.ts"],
];

/** Outside packages and node modules that only some folders may touch. */
const FILES_AND_NETWORK = /^node:(fs|fs\/promises|http|https|net|child_process|worker_threads)$/;
const MAY_TOUCH_FILES = [/^records\//, /^cli\//, /^scenario\/source-text\.ts$/, /^llm\/providers\//];

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^"';]*?from\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)|(?:^|\n)import\s+"([^"]+)"/g,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? match[3]);
}

const layerOf = (path: string): number => LAYERS.findIndex((layer) => layer.includes(path.split("/")[0]));

const files = sources(SRC).map((file) => ({ file, path: relative(SRC, file).replaceAll("\\", "/") }));

describe("imports", () => {
  it("finds the sources and knows a layer for each", () => {
    expect(files.length).toBeGreaterThan(30);
    expect(files.filter(({ path }) => layerOf(path) === -1).map(({ path }) => path)).toEqual([]);
  });

  it("go from lower layers to higher ones only, never sideways", () => {
    const wrong: string[] = [];
    for (const { file, path } of files) {
      for (const target of importsOf(file).filter((name) => name.startsWith("."))) {
        const to = relative(SRC, resolve(dirname(file), target)).replaceAll("\\", "/");
        const [from, into] = [path.split("/")[0], to.split("/")[0]];
        if (from === into) continue;
        const sideways = layerOf(path) === layerOf(to);
        if (layerOf(to) > layerOf(path) || (sideways && path !== "index.ts")) wrong.push(`${path} -> ${to}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("reach files and the network only where the design says", () => {
    const wrong = files
      .filter(({ path }) => !MAY_TOUCH_FILES.some((allowed) => allowed.test(path)))
      .filter(({ file }) => importsOf(file).some((name) => FILES_AND_NETWORK.test(name)))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it("reach the clock and the global random generator nowhere but where runs are recorded and in the command line", () => {
    const wrong = files
      .filter(({ path }) => !/^(cli|records\/record-run)/.test(path))
      .filter(({ file }) =>
        /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/.test(readFileSync(file, "utf8")),
      )
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it("of index.ts leave out the command line", () => {
    expect(importsOf(join(SRC, "index.ts")).filter((name) => name.startsWith("./cli"))).toEqual([]);
  });
});
