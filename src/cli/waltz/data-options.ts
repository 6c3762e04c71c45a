import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { wholeNumber } from "../whole-number.js";

/** Options of commands that make data. */
export const dataOptions = {
  seed: () => new Option("--seed <number>", "what is drawn").argParser(wholeNumber(0)).default(1),
  near: () =>
    new Option(
      "--near <similarity>",
      "Jaccard similarity of three-word shingles from which two examples repeat each other, over 0 and at most 1",
    )
      .argParser((text) => {
        const value = Number(text);
        if (!(value > 0 && value <= 1)) throw new InvalidArgumentError("A number over 0 and at most 1 is needed.");
        return value;
      })
      .default(0.8),
} as const;
