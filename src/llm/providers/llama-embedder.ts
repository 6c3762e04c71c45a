import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { InputError } from "../../base/errors.js";
import type { Embedder } from "../../contract/embedder.js";
import type { ProviderSurroundings } from "../../contract/provider.js";
import { LLAMA_VERSION, type LlamaEmbeddingContext, llamaLibrary, startLlama } from "./llama-library.js";

/** Tokens that a text may have at most (excluded). */
const CONTEXT = 2048;

/**
 * A GGUF model in this process whose embeddings are used, on the processor. It is loaded when the first text is embedded: where all
 * vectors are known, its file is read for its identity and nothing needs to be installed.
 *
 * @throws InputError where there is no model file; from `embed`, NotInstalledError where the library is missing
 */
export async function llamaEmbedder(modelPath: string, surroundings: ProviderSurroundings): Promise<Embedder> {
  if (!existsSync(modelPath)) {
    throw new InputError(
      `there is no model file ${modelPath}: embeddings need a GGUF model, for example SmolLM2-135M-Instruct, which \`make run-llm-demo\` fetches into .cache/models`,
    );
  }
  let loading: Promise<LlamaEmbeddingContext> | undefined;
  const load = async (): Promise<LlamaEmbeddingContext> => {
    const llama = await startLlama(await llamaLibrary(surroundings));
    const model = await llama.loadModel({ modelPath });
    return model.createEmbeddingContext({ contextSize: CONTEXT, threads: Math.max(1, availableParallelism() - 1) });
  };
  return {
    identity: createHash("sha256")
      .update(`node-llama-cpp ${LLAMA_VERSION}\n${await sha256(modelPath)}`)
      .digest("hex"),
    async embed(texts) {
      loading ??= load();
      const context = await loading;
      const vectors: Float64Array[] = [];
      for (const text of texts) vectors.push(await embedded(context, text));
      return vectors;
    },
    async close() {
      // What could not be loaded has been told to who asked for vectors.
      const context = await loading?.catch(() => undefined);
      await context?.dispose();
    },
  };
}

async function embedded(context: LlamaEmbeddingContext, text: string): Promise<Float64Array> {
  if (text === "") throw new InputError("an empty text has no embedding");
  const length = context.calculateInputLength(text);
  if (length >= CONTEXT) {
    const start = JSON.stringify(text.slice(0, 40));
    throw new InputError(`the text that begins ${start} has ${length} tokens; embeddings take fewer than ${CONTEXT}`);
  }
  return Float64Array.from((await context.getEmbeddingFor(text)).vector);
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}
