import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import type { Embedder } from "../../src/contract/embedder.js";
import { cachedEmbeddings } from "../../src/records/embedding-cache.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

/** Embeds a text as its length and a third, and tells what it was asked for. */
function embedder(asked: string[], identity = "one"): Embedder {
  return {
    identity,
    embed: async (texts) => {
      asked.push(...texts);
      return texts.map((text) => Float64Array.of(text.length, 1 / 3));
    },
    close: async () => undefined,
  };
}

const thrown = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

describe("cachedEmbeddings", () => {
  it("asks for each text once, ever, and gives back the same bits", async () => {
    const folder = join(temporary(), "new/folder");
    const asked: string[] = [];
    const told: string[] = [];
    const first = await cachedEmbeddings(["a", "bb", "a"], embedder(asked), folder, (done, all) =>
      told.push(`${done}/${all}`),
    );
    const second = await cachedEmbeddings(["bb", "ccc"], embedder(asked), folder);
    expect(asked).toEqual(["a", "bb", "ccc"]);
    expect(told).toEqual(["1/2", "2/2"]);
    expect(second.get("bb")).toEqual(first.get("bb"));
    expect([...second.entries()].map(([text, vector]) => [text, ...vector])).toEqual([
      ["bb", 2, 1 / 3],
      ["ccc", 3, 1 / 3],
    ]);
    expect(readdirSync(folder).every((name) => /^[0-9a-f]{64}\.f64$/.test(name))).toBe(true);
  });

  it("keeps the vectors of another embedder apart", async () => {
    const folder = temporary();
    const asked: string[] = [];
    await cachedEmbeddings(["a"], embedder(asked, "one"), folder);
    await cachedEmbeddings(["a"], embedder(asked, "two"), folder);
    expect(asked).toEqual(["a", "a"]);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it("keeps what it has when it is stopped", async () => {
    const folder = temporary();
    const failing: Embedder = {
      ...embedder([]),
      embed: async ([text]) => {
        if (text === "b") throw new InputError("stopped");
        return [Float64Array.of(1, 2)];
      },
    };
    expect(String(await thrown(cachedEmbeddings(["a", "b", "c"], failing, folder)))).toContain("stopped");
    const asked: string[] = [];
    await cachedEmbeddings(["a", "b", "c"], embedder(asked), folder);
    expect(asked).toEqual(["b", "c"]);
  });

  it.each([
    ["no bytes", Buffer.alloc(0)],
    ["half a number", Buffer.alloc(12)],
    ["no number", Buffer.from(Float64Array.of(Number.NaN).buffer)],
  ])("refuses a kept file of %s, with its name", async (_what, bytes) => {
    const folder = temporary();
    await cachedEmbeddings(["a"], embedder([]), folder);
    const [name] = readdirSync(folder);
    writeFileSync(join(folder, name!), bytes);
    const error = await thrown(cachedEmbeddings(["a"], embedder([]), folder));
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain(`${name}: this is no embedding; without the file it is made anew`);
  });

  it("refuses a kept file of another length", async () => {
    const folder = temporary();
    await cachedEmbeddings(["a"], embedder([]), folder);
    const [name] = readdirSync(folder);
    writeFileSync(join(folder, name!), Buffer.alloc(8));
    expect(String(await thrown(cachedEmbeddings(["b", "a"], embedder([]), folder)))).toContain(
      "1 dimensions, another one 2",
    );
  });

  it("takes a vector that is no vector for a fault of the embedder", async () => {
    const folder = temporary();
    const broken: Embedder = { ...embedder([]), embed: async () => [Float64Array.of(Number.NaN)] };
    expect(String(await thrown(cachedEmbeddings(["a"], broken, folder)))).toContain("no vector of finite numbers");
    expect(readdirSync(folder)).toEqual([]);
  });
});
