import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/base/errors.js";
import { llamaEmbedder } from "../../../src/llm/providers/llama-embedder.js";
import { NotInstalledError } from "../../../src/llm/providers/llama-library.js";
import { loadedModels, writeFakeLlama } from "../../support/fake-llama.js";
import { temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();

function written(name: string, content: string): string {
  const path = join(temporary(), name);
  writeFileSync(path, content);
  return path;
}

const thrown = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

describe("llamaEmbedder", () => {
  it("embeds texts in their order, with a model that is loaded once and when it is first needed", async () => {
    const path = written("one.gguf", "weights");
    const embedder = await llamaEmbedder(path, { env: { SWARM_LLAMA_CPP: writeFakeLlama(temporary()) } });
    expect(loadedModels()).not.toContain(path);
    const vectors = [...(await embedder.embed(["eel", "oak"])), ...(await embedder.embed(["tree"]))];
    expect(vectors.map((vector) => [...vector])).toEqual([
      [3, 2, 1],
      [3, 0, 1],
      [4, 2, 1],
    ]);
    expect(loadedModels().filter((loaded) => loaded === path)).toHaveLength(1);
    await embedder.close();
  });

  it("is known by what its model file holds, not by where it lies", async () => {
    const [one, same, other] = await Promise.all(
      [written("a.gguf", "weights"), written("b.gguf", "weights"), written("a.gguf", "other")].map(async (path) => {
        return (await llamaEmbedder(path, { env: {} })).identity;
      }),
    );
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it("says what to install where the library is missing, and what to fetch where the model is", async () => {
    const nowhere = { env: { SWARM_LLAMA_CPP: temporary() } };
    const embedder = await llamaEmbedder(written("a.gguf", "weights"), nowhere);
    const error = await thrown(embedder.embed(["a"]));
    expect(error).toBeInstanceOf(NotInstalledError);
    expect(String(error)).toMatch(/npm install .*node-llama-cpp@3\.22\.1/);
    await expect(embedder.close()).resolves.toBeUndefined();
    const absent = await thrown(llamaEmbedder("none.gguf", nowhere));
    expect(absent).toBeInstanceOf(InputError);
    expect(String(absent)).toMatch(/no model file none\.gguf: .*make run-llm-demo.*\.cache\/models/);
  });

  it("refuses texts that are too long, and empty ones", async () => {
    const surroundings = { env: { SWARM_LLAMA_CPP: writeFakeLlama(temporary()) } };
    const embedder = await llamaEmbedder(written("a.gguf", "weights"), surroundings);
    // The stand-in counts a token per word and one for the end.
    await expect(embedder.embed(["word ".repeat(2046).trim()])).resolves.toHaveLength(1);
    const error = await thrown(embedder.embed(["word ".repeat(2047).trim()]));
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toMatch(/begins "word word .* has 2048 tokens; embeddings take fewer than 2048/);
    expect(await thrown(embedder.embed([""]))).toBeInstanceOf(InputError);
  });
});
