import { InputError } from "../base/errors.js";
import { shownPath } from "./shown-path.js";

/**
 * Does something with a file; what the file system refuses is a fault of the user's.
 *
 * @param trouble what cannot be done, for the message
 * @param more goes on after the reason
 * @throws InputError where the file system refuses
 */
export function onFile<T>(path: string, trouble: "read" | "written", work: () => T, more = ""): T {
  try {
    return work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new InputError([
      { message: `the file cannot be ${trouble} (${code})${more}`, place: { file: shownPath(path) } },
    ]);
  }
}
