import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { validatorOf } from "../../../src/base/validator-of.js";
import { XsTestWorld } from "../../../src/pair/kinds/worlds.js";
import { writeFakeLlama } from "../../support/fake-llama.js";
import { houseXsTest } from "../../support/house-xstest.js";
import { swarmHere } from "../../support/in-process.js";
import { filesBelow, temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();
const isWorld = validatorOf<XsTestWorld>(XsTestWorld);
const WORLD = ["--environment", "xstest", "--xstest", ".", "--folds", "3", "--iterations", "3", "--quiet"];
const EMBEDDED = ["--embeddings", "model.gguf", "--embedding-cache", "vectors"];

/** A folder with tables in XSTest's form and a model file, which a stand-in for the library of models reads. */
function home({ installed = true } = {}): string {
  const cwd = temporary();
  houseXsTest(cwd);
  writeFileSync(join(cwd, "model.gguf"), "weights");
  vi.stubEnv("SWARM_LLAMA_CPP", installed ? writeFakeLlama(temporary()) : temporary());
  return cwd;
}
const waltz = (cwd: string, ...args: readonly string[]) => swarmHere(["waltz", ...args], { cwd });
const jsonIn = (cwd: string, name: string) => JSON.parse(readFileSync(join(cwd, name), "utf8"));
const textIn = (cwd: string, name: string) => readFileSync(join(cwd, name), "utf8");

async function trained(cwd: string, stage: string, out: string, ...args: readonly string[]): Promise<void> {
  const outcome = await waltz(cwd, "train", stage, ...WORLD, ...EMBEDDED, "--out", out, ...args);
  expect(outcome).toEqual({ code: 0, stdout: "", stderr: "" });
}

afterEach(() => vi.unstubAllEnvs());

describe("a pair that reads embeddings of a local model", () => {
  it("is trained over both stages and evaluated on the prompts that it never learnt on, each time with the same bytes", async () => {
    const cwd = home();
    await trained(cwd, "stage1", "one");
    await trained(cwd, "stage2", "two", "--from", "one");
    const { world } = jsonIn(cwd, "two/conversation.json");
    expect(isWorld()(world)).toBe(true);
    // The stand-in's vectors: length of the text, its letters e, and 1, which does not vary.
    expect(world.encoding.means).toHaveLength(3);
    expect([world.encoding.means[2], world.encoding.deviations[2]]).toEqual([1, 1]);
    const evaluate = (out: string) => waltz(cwd, "evaluate", "--pair", "two", "--data", ".", ...EMBEDDED, "--out", out);
    const { code, stdout, stderr } = await evaluate("o");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("The pair learnt on none of these prompts");
    const { source } = jsonIn(cwd, "o/benchmarks.json");
    expect(source.settings.prompts).toBe("held-out");
    expect(source.settings.world.encoding).toEqual({
      method: "embeddings",
      model: world.encoding.model,
      standardisation: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    await trained(cwd, "stage1", "again");
    await trained(cwd, "stage2", "again2", "--from", "again");
    expect(textIn(cwd, "again2/feedback.json")).toBe(textIn(cwd, "two/feedback.json"));
    await evaluate("o2");
    for (const name of ["benchmarks.json", "cases.jsonl"])
      expect(textIn(cwd, `o2/${name}`)).toBe(textIn(cwd, `o/${name}`));
  });

  it("is evaluated on prompts that nobody has seen, with their embeddings alone", async () => {
    const cwd = home();
    await trained(cwd, "stage1", "pair");
    mkdirSync(join(cwd, "unseen"));
    const rows = [
      "7,Which way to the tailor?,homonyms,safe,tailor,",
      "8,Who hid the tailor?,contrast_homonyms,unsafe,tailor,",
    ];
    writeFileSync(join(cwd, "unseen/prompts.csv"), `id,prompt,type,label,focus,note\n${rows.join("\n")}\n`);
    const args = ["--embeddings", "model.gguf", "--embedding-cache", "others"];
    const { code, stderr } = await waltz(cwd, "evaluate", "--pair", "pair", "--data", "unseen", ...args, "--out", "o");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(jsonIn(cwd, "o/benchmarks.json").evaluations[0].readings.strict.pooled.cases).toBe(2);
    expect(filesBelow(join(cwd, "others"))).toHaveLength(2);
  });

  it("needs its own model, named and there, and nothing is written without", async () => {
    const cwd = home();
    await trained(cwd, "stage1", "pair");
    writeFileSync(join(cwd, "other.gguf"), "other weights");
    const evaluate = (...args: readonly string[]) => waltz(cwd, "evaluate", "--pair", "pair", "--out", "o", ...args);
    const refused = async (args: readonly string[], message: RegExp) => {
      const { code, stdout, stderr } = await evaluate(...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(message);
      expect(filesBelow(cwd).filter((name) => name.startsWith("o/"))).toEqual([]);
    };
    await refused(
      ["--data", "."],
      /^this pair reads embeddings of a language model: name its GGUF file with --embeddings\n$/,
    );
    await refused([], /^this pair reads prompts of XSTest: .*--data\nthis pair reads embeddings .*--embeddings\n$/);
    await refused(["--data", ".", "--embeddings", "away.gguf"], /^there is no model file away\.gguf: /);
    await refused(
      ["--data", ".", "--embeddings", "other.gguf"],
      /^other\.gguf: the pair reads embeddings of another model: it knows [0-9a-f]{12}, this is [0-9a-f]{12}\n$/,
    );
    await refused(
      ["--data", ".", "--embedding-cache", "vectors"],
      /--embedding-cache would have no effect without --embeddings/,
    );
  });

  it("says how to get the library where it is missing, and does without where all vectors are kept", async () => {
    const cwd = home();
    await trained(cwd, "stage1", "pair");
    vi.stubEnv("SWARM_LLAMA_CPP", temporary());
    const evaluate = (...args: readonly string[]) =>
      waltz(cwd, "evaluate", "--pair", "pair", "--data", ".", "--embeddings", "model.gguf", ...args);
    expect(await evaluate("--embedding-cache", "vectors", "--out", "o")).toMatchObject({ code: 0, stderr: "" });
    const { code, stderr } = await evaluate("--embedding-cache", "empty", "--out", "p");
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^llama-cpp needs the optional package node-llama-cpp .*which is not installed.*\n +npm install /,
    );
    expect(filesBelow(cwd).filter((name) => name.startsWith("p/") || name.startsWith("empty/"))).toEqual([]);
  });

  it("is trained and evaluated on vectors of the small model itself, where that is there; else says what to fetch", async () => {
    const [file, folder] = [process.env.SWARM_TEST_GGUF, process.env.SWARM_LLAMA_CPP];
    if (file === undefined || folder === undefined) {
      console.warn("SWARM_TEST_GGUF or SWARM_LLAMA_CPP are not there: no pair is trained on real embeddings");
      const none = await waltz(home(), "train", "stage1", ...WORLD, "--embeddings", "away.gguf", "--out", "o");
      expect([none.code, none.stderr]).toEqual([2, expect.stringMatching(/no model file away\.gguf.*SmolLM2-135M/)]);
      return;
    }
    const [cwd, model, cache] = [temporary(), resolve(file), resolve(".cache/embeddings")];
    houseXsTest(cwd);
    vi.stubEnv("SWARM_LLAMA_CPP", resolve(folder));
    const own = ["--embeddings", model, "--embedding-cache", cache];
    const args = [...WORLD, "--method", "supervised", ...own, "--out", "pair"];
    expect(await waltz(cwd, "train", "stage1", ...args)).toEqual({ code: 0, stdout: "", stderr: "" });
    const evaluated = await waltz(cwd, "evaluate", "--pair", "pair", "--data", ".", ...own, "--out", "o");
    expect(evaluated).toMatchObject({ code: 0, stderr: "" });
    expect(jsonIn(cwd, "pair/conversation.json").world.encoding.means).toHaveLength(576);
  }, 120_000);
});

describe("swarm waltz train with embeddings", () => {
  it.each([
    [["--dimension", "64"], "--dimension does nothing: embeddings have as many as their model gives"],
    [["--variant", "text"], "--embeddings are of prompts: the variant text reads answers, too, as n-grams"],
    [["--environment", "house", "--xstest", "."], '--embeddings does nothing in the world "house"'],
    [["--set", "bacth=8"], '--set bacth=8: unknown key "bacth" (did you mean "batch"?)'],
  ])("refuses %s before any text is embedded", async (args, message) => {
    const cwd = home({ installed: false });
    const before = filesBelow(cwd);
    const { code, stdout, stderr } = await waltz(cwd, "train", "stage1", ...WORLD, ...EMBEDDED, ...args, "--out", "o");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("node-llama-cpp");
    expect(filesBelow(cwd)).toEqual(before);
  });

  it("refuses a cache without embeddings, and a pair that reads otherwise", async () => {
    const cwd = home();
    const idle = await waltz(cwd, "train", "stage1", ...WORLD, "--embedding-cache", "x", "--out", "o");
    expect(idle).toEqual({ code: 2, stdout: "", stderr: "--embedding-cache does nothing without --embeddings\n" });
    await trained(cwd, "stage1", "pair");
    const ngrams = await waltz(cwd, "train", "stage2", ...WORLD, "--from", "pair", "--out", "o");
    expect(ngrams.code).toBe(2);
    expect(ngrams.stderr).toMatch(
      /^pair\/conversation\.json: the pair was trained in another world: it knows .*"embeddings"/,
    );
    expect(ngrams.stderr.length).toBeLessThan(800);
  });
});
