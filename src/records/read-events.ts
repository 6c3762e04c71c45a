import { type FileHandle, open } from "node:fs/promises";
import { InputError } from "../base/errors.js";
import type { LoggedEvent } from "../model/event.js";

/**
 * The events of a log, in order, read line by line.
 *
 * @throws InputError with file and line for what cannot be read, is no event, or is not the next one
 */
export async function* readEvents(file: string): AsyncIterable<LoggedEvent> {
  const handle = await opened(file);
  let line = 0;
  try {
    for await (const text of handle.readLines()) {
      line += 1;
      const fail = (message: string) => new InputError([{ message, place: { file, line } }]);
      const event = parsed(text);
      if (event === undefined) throw fail("this is no event: a line of JSON with seq, epoch, step and kind");
      if (event.seq !== line - 1) throw fail(`this is event ${event.seq}, where event ${line - 1} belongs`);
      yield event;
    }
  } finally {
    await handle.close();
  }
}

async function opened(file: string): Promise<FileHandle> {
  const refuse = (message: string) => new InputError([{ message, place: { file } }]);
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw refuse(error.code === "ENOENT" ? "no such file" : `the file cannot be read (${error.code})`);
  });
  if ((await handle.stat()).isDirectory()) {
    await handle.close();
    throw refuse("this is a folder, not an event log");
  }
  return handle;
}

function parsed(text: string): LoggedEvent | undefined {
  try {
    const value = JSON.parse(text);
    const envelope = [value.seq, value.epoch, value.step].every(Number.isInteger) && typeof value.kind === "string";
    return envelope ? value : undefined;
  } catch {
    return undefined;
  }
}
