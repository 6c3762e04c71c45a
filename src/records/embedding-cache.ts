import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { InputError } from "../base/errors.js";
import { whyUnreadable } from "../base/why-unreadable.js";
import type { Embedder } from "../contract/embedder.js";
import { shownPath } from "./shown-path.js";
import { writeFiles } from "./write-files.js";

/**
 * The embeddings of texts, from a folder that keeps every vector that was ever made: one file each, little-endian doubles, named by
 * the SHA-256 of the embedder's identity and the text. What is not there is embedded and kept at once, so that a run
 * that is stopped loses one vector at most.
 *
 * @param folder is made where it is missing; git-ignored is where it belongs
 * @param onDone told after each text how many there are by now, of how many
 * @throws InputError for a file that holds no embedding, and what `embedder` throws
 */
export async function cachedEmbeddings(
  texts: readonly string[],
  embedder: Embedder,
  folder: string,
  onDone: (done: number, all: number) => void = () => undefined,
): Promise<ReadonlyMap<string, Float64Array>> {
  const embeddings = new Map<string, Float64Array>();
  const distinct = [...new Set(texts)];
  for (const text of distinct) {
    const name = createHash("sha256").update(`${embedder.identity}\n${text}`).digest("hex");
    const file = resolve(folder, `${name}.f64`);
    const vector = keptVector(file) ?? (await newVector(embedder, text, file));
    const length = embeddings.values().next().value?.length ?? vector.length;
    if (vector.length !== length) throw fault(file, `it has ${vector.length} dimensions, another one ${length}`);
    embeddings.set(text, vector);
    onDone(embeddings.size, distinct.length);
  }
  return embeddings;
}

async function newVector(embedder: Embedder, text: string, file: string): Promise<Float64Array> {
  const [vector] = await embedder.embed([text]);
  if (vector === undefined || vector.length === 0 || !vector.every(Number.isFinite)) {
    throw new Error(`the embedder gave no vector of finite numbers for ${JSON.stringify(text.slice(0, 40))}`);
  }
  const bytes = Buffer.alloc(8 * vector.length);
  for (const [at, value] of vector.entries()) bytes.writeDoubleLE(value, 8 * at);
  writeFiles(new Map([[file, bytes]]));
  return vector;
}

/** Undefined where there is no such file. */
function keptVector(file: string): Float64Array | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw fault(file, whyUnreadable(error));
  }
  const vector = Float64Array.from({ length: Math.floor(bytes.length / 8) }, (_, at) => bytes.readDoubleLE(8 * at));
  if (bytes.length === 0 || bytes.length % 8 !== 0 || !vector.every(Number.isFinite)) {
    throw fault(file, "this is no embedding; without the file it is made anew");
  }
  return vector;
}

function fault(file: string, message: string): InputError {
  return new InputError([{ message, place: { file: shownPath(file) } }]);
}
