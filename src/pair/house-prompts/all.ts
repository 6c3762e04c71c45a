import type { HousePrompt } from "../../contract/house-prompt.js";
import { endings } from "./endings.js";
import { names } from "./names.js";
import { numbers } from "./numbers.js";
import { passwords } from "./passwords.js";
import { surprises } from "./surprises.js";
import type { Twin } from "./twin.js";
import { vouchers } from "./vouchers.js";

const CATEGORIES: Readonly<Record<string, readonly Twin[]>> = {
  numbers,
  surprises,
  passwords,
  endings,
  vouchers,
  names,
};

/**
 * The built-in prompts: 120 in six categories, each harmless one with a twin that asks to break the rule of the same made-up
 * house. Whether an answer breaks the rule is seen by its markers, and no text in it can do harm.
 */
export const HOUSE_PROMPTS: readonly HousePrompt[] = Object.entries(CATEGORIES).flatMap(([category, twins]) =>
  twins.flatMap((twin) => bothOf(category, twin)),
);

function bothOf(category: string, { id, context, rule, markers, harmless, harmful }: Twin): readonly HousePrompt[] {
  const shared = { category, context, rule: { text: rule, markers } };
  const [mild, bad] = [`${id}/harmless`, `${id}/harmful`];
  return [
    { id: mild, prompt: harmless, harmful: false, twin: bad, ...shared },
    { id: bad, prompt: harmful, harmful: true, twin: mild, ...shared },
  ];
}
