import { InputError } from "../base/errors.js";
import { differencesOf } from "./differences-of.js";
import { shownPath } from "./shown-path.js";

/** Places in which plans differ that a message names. */
const NAMED = 4;

/**
 * Makes sure that what a file holds was made by the plan that is asked for. Plans are plain JSON.
 *
 * @param found the plan that the file states; undefined where it states none
 * @throws InputError that names where they differ
 */
export function refuseOtherPlan(path: string, found: unknown, plan: object): void {
  const refuse = (what: string) => {
    const message = `${what}; --restart starts over, another --out leaves it as it is`;
    return new InputError([{ message, place: { file: shownPath(path) } }]);
  };
  if (typeof found !== "object" || found === null) throw refuse("it is not known by which plan this file was made");
  const places = [...new Set([...differencesOf(found, plan)].map(placeOf))];
  if (places.length === 0) return;
  const more = places.length > NAMED ? ` and ${places.length - NAMED} more` : "";
  throw refuse(`the plan has changed since this file was begun (${places.slice(0, NAMED).join(", ")}${more})`);
}

/** Lists are one place: which of their items differ says little. */
function placeOf({ path }: { readonly path: string }): string {
  return path.replace(/\.\d+(\..*)?$/, "");
}
