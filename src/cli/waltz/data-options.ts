import { InvalidArgumentError, Option } from "@commander-js/extra-typings";

/** A whole number from `least` on. */
export const wholeFrom = (least: number) => (text: string) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
    throw new InvalidArgumentError(`A whole number >= ${least} is needed.`);
  }
  return value;
};

/** Options of commands that make data. */
export const dataOptions = {
  seed: () => new Option("--seed <number>", "what is drawn").argParser(wholeFrom(0)).default(1),
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
