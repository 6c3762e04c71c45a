import type { ScenarioSpec } from "../../../scenario/spec.js";
import { defineCheck } from "../check.js";
import type { Evidence, Remark } from "../finding.js";
import { counted } from "../words.js";

/** A step has room for so many turns; what becomes of the others depends on the order of turns. */
const LEFT_OUT: Readonly<Record<string, Pick<Remark, "severity"> & { readonly who: string }>> = {
  round_robin: { severity: "serious", who: "get no turn unless others are frozen: the last ones of the population" },
  priority: { severity: "warning", who: "get no turn in a step: those of least reputation" },
  random: { severity: "note", who: "get no turn in a step: others each time, by chance" },
};

export const actionCap = defineCheck({
  name: "action_cap",
  summary:
    "more agents than simulation.max_actions_per_step lets act: serious in round_robin, a warning in priority, a note in random order",
  watch({ scenario: { spec } }) {
    return {
      *remarks() {
        const agents = spec.agents.reduce((sum, { count }) => sum + count, 0);
        const { max_actions_per_step: cap, schedule_mode: mode } = spec.simulation;
        const left = LEFT_OUT[mode];
        if (agents <= cap || left === undefined) return;
        const out: Record<string, Evidence> = mode === "round_robin" ? { left_out: lastOnes(spec, agents - cap) } : {};
        yield {
          severity: left.severity,
          message: `${agents - cap} of ${counted(agents, "agent")} ${left.who}`,
          evidence: { agents, max_actions_per_step: cap, beyond: agents - cap, schedule_mode: mode, ...out },
          advice: `Set simulation.max_actions_per_step to ${agents} or more, or take agents out.`,
        };
      },
    };
  },
});

/** `3 adversarial`, from the end of the population on. */
function lastOnes({ agents }: ScenarioSpec, beyond: number): string[] {
  let open = beyond;
  const out: string[] = [];
  for (const { type, count } of agents.toReversed()) {
    const taken = Math.min(open, count);
    if (taken > 0) out.unshift(`${taken} ${type}`);
    open -= taken;
  }
  return out;
}
