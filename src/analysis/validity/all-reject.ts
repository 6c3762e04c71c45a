import type { MetricDefinition } from "../../contract/metric.js";
import { MetricBoard } from "../../engine/metric-board.js";
import type { FigureRow, RunFacts } from "../../metrics/run-facts.js";
import type { Interaction } from "../../model/interaction.js";
import type { ArmContext } from "./check.js";

/** Figures over what was accepted. Where nothing is, the reference system writes 0. */
const OVER_ACCEPTED = [
  "toxicity_rate",
  "quality_gap",
  "spread",
  "conditional_loss_initiator",
  "conditional_loss_counterparty",
  "quality_correlation",
  "avg_payoff",
];

/** A run in which nobody accepts anything, read in two ways. */
export interface AllRejectRun {
  /** As this laboratory has it: a mean over nothing is not defined. */
  readonly undefinedMeans: RunFacts;
  /** As the reference system has it: a mean over nothing is 0. */
  readonly zeroMeans: RunFacts;
}

/**
 * What a run of the scenario would come to if every proposal were rejected: no harm done, no work either. It does not
 * play it: proposals are as many as given, payoffs are 0, what levers would charge and report is not known.
 *
 * @param interactions proposals in the whole run
 */
export function allReject({ scenario, extensions }: ArmContext, interactions: number): AllRejectRun {
  const { spec, semantics } = scenario;
  const agents = spec.agents.flatMap(({ type, count }) => {
    const archetype = extensions.agents.find(type)?.archetype;
    return archetype === undefined || count === 0 ? [] : [{ archetype, total_payoff: 0 }];
  });
  const row = rowOfRejections([...extensions.metrics], { scenario, extensions });
  const epochs = spec.simulation.n_epochs;
  const facts = (one: FigureRow): RunFacts => ({
    rows: Array.from({ length: epochs }, () => one),
    pooled: one,
    agents,
    counts: { agents: spec.agents.reduce((sum, { count }) => sum + count, 0), epochs, interactions },
    emptyEpochsCountAsZero: semantics.emptyEpochsCountAsZero,
  });
  const zeros = Object.fromEntries(OVER_ACCEPTED.map((column) => [column, 0]));
  return { undefinedMeans: facts(row), zeroMeans: facts({ ...row, ...zeros }) };
}

/** The row of an epoch with one rejected interaction; more of them would change no figure that a criterion looks at. */
function rowOfRejections(families: readonly MetricDefinition[], { scenario }: ArmContext): FigureRow {
  const { payoff } = scenario.spec;
  const archetypeOf = () => "honest" as const;
  const board = new MetricBoard(families, { payoff, semantics: scenario.semantics, archetypeOf });
  board.interaction(REJECTED);
  const row = board.closeEpoch({
    frozenAgents: 0,
    totalPosts: 0,
    totalVotes: 0,
    report: () => undefined,
    network: undefined,
  });
  return { ...row, governance_cost: undefined };
}

const REJECTED: Interaction = {
  id: 0,
  epoch: 0,
  step: 0,
  initiator: 0,
  counterparty: 1,
  type: "collaboration",
  accepted: false,
  answeredIn: "turn",
  signals: { progress: 0, rework: 0, rejections: 0, misuse: 0, engagement: 0 },
  vHat: 0,
  p: 0.5,
  tau: 0,
  costA: 0,
  costB: 0,
  rA: 0,
  rB: 0,
  payoffA: 0,
  payoffB: 0,
  marks: undefined,
};
