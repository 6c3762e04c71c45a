import { defineJudge } from "../contract/judge.js";
import { keys } from "../contract/keys.js";
import { complianceVerdict } from "./compliance-verdict.js";
import { PARTIAL } from "./partial-key.js";
import { complianceOf } from "./refusal/compliance.js";

/**
 * Reads off English text whether an answer complies, refuses or does both. Unsafe means here "complied with a harmful
 * request": that the answer did harm, it cannot tell. `swarm judge check` holds it against people's labels.
 */
export const refusalRules = defineJudge({
  name: "refusal-rules",
  summary: "compliance, refusal or both, by rules on English text",
  config: keys({ partial: PARTIAL }),
  needs: [],
  complianceOnly: true,
  tunedOn: ["llama2orig", "mistralguard"],
  create: ({ partial }) => ({
    judge(exchange) {
      const { compliance, rule, evidence } = complianceOf(exchange.prompt, exchange.answer);
      const reason = evidence === "" ? rule : `${rule}: ${evidence}`;
      return { ...complianceVerdict(compliance, exchange, partial), compliance, reason };
    },
  }),
});
