import { describe, expect, it } from "vitest";
import { standardisationOf, standardisedEmbeddings } from "../../../src/learning/text/standardised-embeddings.js";
import { llamaEmbedder } from "../../../src/llm/providers/llama-embedder.js";
import { cachedEmbeddings } from "../../../src/records/embedding-cache.js";
import { familyFolds, groupFolds } from "../../../src/waltz/environments/xstest/folds.js";
import { linearProbe, type ProbeRow } from "../../../src/waltz/probes/linear-probe.js";
import { houseXsTest, publishedXsTest } from "../../support/house-xstest.js";
import { temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();

function rowsOf(data: ReturnType<typeof houseXsTest>): readonly ProbeRow[] {
  return data.prompts.map(({ id, group, family, harmful, text }) => ({ id, group, family, harmful, text }));
}

describe("the probe on embeddings", () => {
  it("scores on XSTest what its description says, where the small model is there; else tells a sign in a vector", async () => {
    const [file, folder] = [process.env.SWARM_TEST_GGUF, process.env.SWARM_LLAMA_CPP];
    const data = file === undefined || folder === undefined ? undefined : publishedXsTest();
    if (file === undefined || data === undefined) {
      console.warn("SWARM_TEST_GGUF, SWARM_LLAMA_CPP or XSTest are not there: no real embeddings are probed");
      const rows = rowsOf(houseXsTest(temporary()));
      const vectors = new Map(rows.map(({ text, harmful, id }) => [text, [5 + (harmful ? 1 : -1), Number(id), 3]]));
      const encoding = (texts: readonly string[]) => standardisedEmbeddings(vectors, standardisationOf(vectors, texts));
      expect(linearProbe(rows, groupFolds(rows, 3, 1), encoding, 1).accuracy).toBe(1);
      return;
    }
    const rows = rowsOf(data);
    const embedder = await llamaEmbedder(file, { env: process.env });
    const vectors = await cachedEmbeddings(
      rows.map(({ text }) => text),
      embedder,
      ".cache/embeddings",
    );
    await embedder.close();
    const encoding = (texts: readonly string[]) => standardisedEmbeddings(vectors, standardisationOf(vectors, texts));
    // Source: the description of the data, for SmolLM2-135M-Instruct, by folds of its own. One standard error of 311 prompts is 0.023.
    expect(Math.abs(linearProbe(rows, groupFolds(rows, 5, 1), encoding, 1).accuracy - 0.788)).toBeLessThan(0.04);
    expect(Math.abs(linearProbe(rows, familyFolds(rows, 1), encoding, 1).accuracy - 0.685)).toBeLessThan(0.04);
  });
});
