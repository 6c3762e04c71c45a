import type { Fault } from "../../../base/errors.js";
import { defineCheck } from "../check.js";
import { counted, listed } from "../words.js";

/** How the loader's warnings say that a key changes nothing: its path comes first. */
const WITHOUT_EFFECT = /^(\S+) (?:has no effect|is passed over|never acts|cuts nothing):/;

/** Keys named in the message, at most. */
const NAMED = 6;

/** What the loader found to be without effect; its warnings have the places. */
export const inertKeys = defineCheck({
  name: "inert_keys",
  summary: "keys of the scenario that change nothing, as the loader's warnings have them",
  watch({ scenario: { warnings } }) {
    return {
      *remarks() {
        const keys = warnings.flatMap(keyOf);
        if (keys.length === 0) return;
        yield {
          severity: "note",
          message: `${counted(keys.length, "key")} without effect: ${listed(keys, NAMED)}`,
          evidence: { keys },
          advice: "Take them out, or expect nothing of them; the warnings say why and where.",
        };
      },
    };
  },
});

function keyOf({ message }: Fault): readonly string[] {
  const key = WITHOUT_EFFECT.exec(message)?.[1];
  return key === undefined ? [] : [key];
}
