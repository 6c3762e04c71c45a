import type { Matter } from "../messages.js";
import type { HouseWorld, XsTestWorld } from "./worlds.js";

/** The text whose features both agents read: all that they are told of a house, or on XSTest, where nobody is told more, the request. */
export function toldText(
  kind: (HouseWorld | XsTestWorld)["kind"],
  { brief, prompt }: Pick<Matter, "brief" | "prompt">,
): string {
  return kind === "xstest" || brief === "" ? prompt : `${brief}\n${prompt}`;
}
