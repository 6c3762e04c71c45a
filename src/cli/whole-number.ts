import { InvalidArgumentError } from "@commander-js/extra-typings";

/**
 * Reads an option that is a whole number.
 *
 * @param least included; a sign is read only where there is none
 * @param most included
 * @throws InvalidArgumentError from the function that it gives
 */
export function wholeNumber(least = -Infinity, most = Infinity): (text: string) => number {
  const written = least === -Infinity ? /^[+-]?\d+$/ : /^\d+$/;
  const range = most === Infinity ? `>= ${least} ` : `from ${least} to ${most} `;
  const wanted = least === -Infinity ? "" : range;
  return (text) => {
    const value = Number(text);
    if (written.test(text) && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`A whole number ${wanted}is needed.`);
  };
}
