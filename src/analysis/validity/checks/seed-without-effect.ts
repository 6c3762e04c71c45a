import { defineCheck } from "../check.js";
import { fingerprintOf } from "../fingerprint.js";
import { counted } from "../words.js";

/** A scenario that leaves nothing to chance has nothing to average. */
export const seedWithoutEffect = defineCheck({
  name: "seed_without_effect",
  summary: "two runs or more of different seeds whose every figure is the same",
  watch() {
    const prints = new Set<number>();
    let runs = 0;
    return {
      run(run) {
        runs += 1;
        if (prints.size < 2) prints.add(fingerprintOf(run));
      },
      *remarks() {
        if (runs < 2 || prints.size > 1) return;
        yield {
          severity: "serious",
          message: `all ${counted(runs, "run")} came out the same, whatever the seed`,
          evidence: { runs, different_results: prints.size },
          advice:
            "More seeds add nothing, and intervals over them mean nothing: look for what keeps the agents from acting by chance.",
        };
      },
    };
  },
});
