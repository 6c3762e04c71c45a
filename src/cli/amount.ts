import { InvalidArgumentError } from "@commander-js/extra-typings";

/**
 * Reads an option that is a number of something that can be had in part.
 *
 * @param zero whether there may be none of it
 * @throws InvalidArgumentError from the function that it gives
 */
export function amount({ zero }: { readonly zero: boolean }): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isFinite(value) && (value > 0 || (value === 0 && zero))) return value;
    throw new InvalidArgumentError(`A number ${zero ? ">= 0" : "> 0"} is needed.`);
  };
}
