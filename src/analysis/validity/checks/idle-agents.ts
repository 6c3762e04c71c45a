import { thousands } from "../../../base/thousands.js";
import { defineCheck } from "../check.js";
import type { Remark } from "../finding.js";
import { counted, percent } from "../words.js";

/** Share of what an equal share would be, below which (excluded) a type hardly ever initiates. */
const RARE = 0.1;

/** Share of the runs from which (included) it is worth telling that a type never acted in them. */
const OFTEN = 0.1;

interface Tally {
  agents: number;
  turns: number;
  initiated: number;
  runsWithoutTurn: number;
  runsWithoutInitiating: number;
}

/** Agent types held against their share in the population. An interaction takes its quality from who initiates it. */
export const idleAgents = defineCheck({
  name: "idle_agents",
  summary:
    "an agent type that never acted (in a tenth of the runs or more), never initiated an interaction, or initiated less than a tenth of an equal share",
  watch() {
    const types = new Map<string, Tally>();
    const all = { runs: 0, agents: 0, interactions: 0 };
    return {
      run(run) {
        all.runs += 1;
        all.agents = run.counts.agents;
        all.interactions += run.counts.interactions;
        for (const [type, { agents, turns, interactions_initiated }] of Object.entries(run.types)) {
          const tally = types.get(type) ?? newTally(agents);
          types.set(type, tally);
          tally.turns += turns;
          tally.initiated += interactions_initiated;
          if (turns === 0) tally.runsWithoutTurn += 1;
          if (interactions_initiated === 0) tally.runsWithoutInitiating += 1;
        }
      },
      *remarks() {
        for (const [type, tally] of types) {
          const remark = noTurns(type, tally, all.runs) ?? fewInitiated(type, tally, all);
          if (remark !== undefined) yield remark;
        }
      },
    };
  },
});

function newTally(agents: number): Tally {
  return { agents, turns: 0, initiated: 0, runsWithoutTurn: 0, runsWithoutInitiating: 0 };
}

function noTurns(type: string, { agents, turns, runsWithoutTurn }: Tally, runs: number): Remark | undefined {
  if (runsWithoutTurn < OFTEN * runs || runsWithoutTurn === 0) return undefined;
  const within = runs === 1 ? "" : ` in ${runsWithoutTurn} of ${runs} runs`;
  return {
    severity: turns === 0 ? "serious" : "warning",
    message: `no agent of type ${type} (${agents}) took a turn${within}`,
    evidence: { type, agents, turns, runs, runs_without_turn: runsWithoutTurn },
    advice: "Look at simulation.max_actions_per_step, at the stakes asked for, and at freezes that never end.",
  };
}

function fewInitiated(
  type: string,
  { agents, turns, initiated, runsWithoutInitiating }: Tally,
  all: { readonly runs: number; readonly agents: number; readonly interactions: number },
): Remark | undefined {
  const { runs, interactions } = all;
  const equal = agents / all.agents;
  if (interactions === 0 || initiated >= RARE * equal * interactions) return undefined;
  const share = initiated / interactions;
  const some = `hardly ever initiate: ${counted(initiated, "interaction")} of ${thousands(interactions)} (${percent(share)}; an equal share is ${percent(equal)})`;
  const runsPart = runs === 1 || initiated === 0 ? "" : `, none in ${runsWithoutInitiating} of ${runs} runs`;
  const none = `initiated none of ${counted(interactions, "interaction")} in ${counted(turns, "turn")}`;
  return {
    severity: "warning",
    message: `agents of type ${type} ${initiated === 0 ? none : some}${runsPart}`,
    evidence: {
      type,
      agents,
      turns,
      initiated,
      interactions,
      share,
      equal_share: equal,
      runs,
      runs_without_initiating: runsWithoutInitiating,
    },
    advice: "Quality follows who initiates, so no quality figure is about them: change their config, or the question.",
  };
}
