import type { Archetype } from "../model/archetype.js";
import { epochMean, epochMeanWithZeros, sum, valuesOf } from "./epoch-means.js";
import type { RunFacts } from "./run-facts.js";

/** The figure a criterion is held against, or why the run has none. */
export type Measured = number | { readonly lacking: string };

export type Measure = (facts: RunFacts) => Measured;

/** Why a column can be empty in a whole run, by how its name begins. */
const SOURCES: readonly (readonly [names: RegExp, why: string])[] = [
  [
    /^(ecosystem_threat_level|active_threats|contagion_depth|containment_effectiveness|quarantined_agents)$/,
    "the security lever is off or never had enough interactions to analyse",
  ],
  [
    /collusion|^flagged_/,
    "collusion detection is off, never had enough interactions to analyse, or there is nobody to detect",
  ],
  [/^network_/, "the scenario has no network"],
];

function noData(column: string): Measured {
  const why = SOURCES.find(([names]) => names.test(column))?.[1] ?? "what happened in the run does not define it";
  return { lacking: `no data for ${column}: ${why}` };
}

const given = (value: number | undefined, column: string): Measured => value ?? noData(column);

/** Mean over epochs, unweighted. */
export const mean =
  (column: string): Measure =>
  ({ rows, emptyEpochsCountAsZero }) =>
    given((emptyEpochsCountAsZero ? epochMeanWithZeros : epochMean)(rows, column), column);

export const largest =
  (column: string): Measure =>
  ({ rows }) => {
    const values = valuesOf(rows, column);
    return values.length === 0 ? noData(column) : values.reduce((a, b) => Math.max(a, b));
  };

export const total =
  (column: string): Measure =>
  ({ rows }) => {
    const values = valuesOf(rows, column);
    return values.length === 0 ? noData(column) : sum(values);
  };

/** Value of the last epoch. */
export const last =
  (column: string): Measure =>
  ({ rows }) =>
    given(rows.at(-1)?.[column], column);

export const count =
  (name: keyof RunFacts["counts"]): Measure =>
  ({ counts }) =>
    counts[name];

/** Share of all interactions that were accepted. */
export const acceptanceRate: Measure = ({ pooled }) => {
  const { accepted_interactions: accepted = 0, total_interactions: all = 0 } = pooled;
  return all === 0 ? { lacking: "nobody interacted" } : accepted / all;
};

/** Mean total payoff of the agents of an archetype. */
export const meanPayoff =
  (archetype: Archetype): Measure =>
  ({ agents }) => {
    const payoffs = agents.filter((agent) => agent.archetype === archetype).map((agent) => agent.total_payoff);
    return payoffs.length === 0 ? { lacking: `no agent is ${archetype}` } : sum(payoffs) / payoffs.length;
  };

/** Mean total payoff of one archetype per unit of another's; a ratio to nothing or to a loss says nothing. */
export const payoffRatio =
  (archetype: Archetype, to: Archetype): Measure =>
  (facts) => {
    const above = meanPayoff(archetype)(facts);
    const below = meanPayoff(to)(facts);
    if (typeof above !== "number") return above;
    if (typeof below !== "number") return below;
    if (below <= 0) return { lacking: `the mean payoff of ${to} agents is ${below}, so there is no ratio to it` };
    return above / below;
  };

export const modelCost: Measure = ({ modelCostUsd }) =>
  modelCostUsd ?? { lacking: "the run kept no account of what models cost" };
