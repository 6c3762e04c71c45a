import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { InputError } from "../base/errors.js";
import { whyUnreadable } from "../base/why-unreadable.js";
import type { Written } from "./atomic-file.js";
import { shownPath } from "./shown-path.js";

/** Size and hash of a file as it lies on the disk. @throws InputError where it cannot be read */
export async function fileRecord(path: string): Promise<Written> {
  const hash = createHash("sha256");
  let bytes = 0;
  const stream = createReadStream(path);
  stream.on("data", (chunk) => {
    bytes += chunk.length;
  });
  try {
    await pipeline(stream, hash);
  } catch (error) {
    throw new InputError([{ message: whyUnreadable(error), place: { file: shownPath(path) } }]);
  }
  return { bytes, sha256: hash.digest("hex") };
}
