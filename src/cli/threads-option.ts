import { Option } from "@commander-js/extra-typings";
import { wholeNumber } from "./whole-number.js";

/**
 * `--threads` of commands that do many runs at once.
 *
 * @param exceptions to a thread for each core, where nobody names a number
 */
export const threadsOption = (exceptions = "") =>
  new Option("--threads <number>", `threads to run on (default: as many as there are cores${exceptions})`).argParser(
    wholeNumber(1, 1024),
  );
