import { InputError } from "../../base/errors.js";
import { llamaEmbedder } from "../../llm/providers/llama-embedder.js";
import { cachedEmbeddings } from "../../records/embedding-cache.js";
import type { ModelEmbeddings } from "../../waltz/environments/xstest/embedding-encoding.js";
import type { ProgressScreen } from "../progress-line.js";
import { CountProgress } from "./count-progress.js";

/** Where embeddings are kept where nothing else is said. */
export const EMBEDDING_CACHE = ".cache/embeddings";

/**
 * The embeddings of texts by a GGUF model, from the folder that keeps them or made now.
 *
 * @param known what tells the model that is needed from others; undefined takes any
 * @param screen where progress is shown; undefined shows none
 * @throws InputError where there is no such model, it is another one than is needed, or its library must be installed
 */
export async function textEmbeddings(
  texts: readonly string[],
  { model, cache, known }: { readonly model: string; readonly cache: string; readonly known?: string | undefined },
  screen: ProgressScreen | undefined,
): Promise<ModelEmbeddings> {
  const embedder = await llamaEmbedder(model, { env: process.env });
  const { identity } = embedder;
  if (known !== undefined && known !== identity) {
    const message = `the pair reads embeddings of another model: it knows ${short(known)}, this is ${short(identity)}`;
    throw new InputError([{ message, place: { file: model } }]);
  }
  const progress = new CountProgress("embedding texts", new Set(texts).size, screen);
  try {
    return { model: identity, of: await cachedEmbeddings(texts, embedder, cache, () => void progress.add()) };
  } finally {
    progress.end();
    await embedder.close();
  }
}

function short(identity: string): string {
  return identity.slice(0, 12);
}
