import { fc, test } from "@fast-check/vitest";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { METRICS } from "../../src/metrics/registry.js";
import { AGENT_COLUMNS, agentsTable } from "../../src/records/agents-table.js";
import { metricsHeader, metricsTable } from "../../src/records/metrics-table.js";
import { parseScenario } from "../../src/scenario/load.js";
import { type AgentEnd, simulate } from "../../src/scenario/simulate.js";

const [family] = METRICS;
const columns = family!.columns.map(({ name }) => name);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe("the metrics table", () => {
  it("begins with the columns that readers of such tables rely on, in this order", () => {
    expect(metricsHeader(METRICS).slice(0, 19)).toEqual([
      "epoch",
      "total_interactions",
      "accepted_interactions",
      "rejected_interactions",
      "toxicity_rate",
      "toxicity_rate_all",
      "quality_gap",
      "spread",
      "conditional_loss_initiator",
      "conditional_loss_counterparty",
      "quality_correlation",
      "avg_quality",
      "avg_payoff",
      "total_welfare",
      "net_social_welfare",
      "governance_cost",
      "frozen_agents",
      "total_posts",
      "total_votes",
    ]);
  });

  it("names no column twice", () => {
    expect(new Set(metricsHeader(METRICS)).size).toBe(metricsHeader(METRICS).length);
  });

  it("has a row per epoch from 0, and an empty cell, never 0, for what is not defined", () => {
    const rows = [{ [columns[0]!]: 0 }, { [columns[0]!]: 2, [columns[3]!]: 0.1 }];
    const [, first = "", second = "", last] = metricsTable([family!], rows).split("\n");
    expect(first).toBe(`0,0${",".repeat(columns.length - 1)}`);
    expect(second).toBe(`1,2,,,0.1${",".repeat(columns.length - 4)}`);
    expect(last).toBe("");
  });

  test.prop([fc.array(finite, { minLength: 1, maxLength: 30 })])(
    "gives every number back to the last bit",
    (values) => {
      const text = metricsTable(
        [family!],
        values.map((value) => ({ [columns[0]!]: value })),
      );
      const read = parse<Record<string, string>>(text, { columns: true }).map((row) => Number(row[columns[0]!]));
      // A zero comes back without its sign.
      expect(read).toEqual(values.map((value) => (value === 0 ? 0 : value)));
    },
  );
});

const agent: AgentEnd = {
  agent_id: "honest_1",
  agent_type: "honest",
  archetype: "honest",
  name: "honest_1",
  reputation: 0.1 + 0.2,
  resources: 100,
  total_payoff: -1.5e-7,
  interactions_initiated: 4,
  interactions_received: 3,
  accepted_initiated: 2,
  accepted_received: 1,
  mean_p_initiated: 0.625,
  governance_cost: 0.5,
  frozen: true,
  freezes: 2,
  turns: { noop: 1, post: 2, reply: 3, vote: 4, propose: 5, accept: 6, reject: 7, bounty: 8, failed: 9 },
};

describe("the agents table", () => {
  const text = (agents: readonly AgentEnd[]) => [...agentsTable(agents)].join("");

  it("has these columns in this order", () => {
    expect(text([]).trimEnd()).toBe(
      "agent_id,agent_type,archetype,name,reputation,resources,total_payoff,interactions_initiated,interactions_received," +
        "frozen,accepted_initiated,accepted_received,mean_p_initiated,governance_cost,freezes,turns,noops,posts,replies," +
        "votes,proposals,accepts,rejects,bounties,failed_actions",
    );
  });

  it("puts each figure below its head; turns are all turns, failed ones counted once", () => {
    expect(text([agent]).split("\n")[1]).toBe(
      "honest_1,honest,honest,honest_1,0.30000000000000004,100,-1.5e-7,4,3,true,2,1,0.625,0.5,2,36,1,2,3,4,5,6,7,8,9",
    );
  });

  it("leaves the mean p of an agent that proposed nothing empty", () => {
    const row = text([{ ...agent, mean_p_initiated: undefined, frozen: false }])
      .split("\n")[1]!
      .split(",");
    expect(row[AGENT_COLUMNS.indexOf("mean_p_initiated")]).toBe("");
    expect(row[AGENT_COLUMNS.indexOf("frozen")]).toBe("false");
  });

  it("quotes names that need it", () => {
    const name = 'The "best", they say\nsecond line';
    expect(parse(text([{ ...agent, name }]), { columns: true })[0]).toMatchObject({ name, frozen: "true" });
  });

  it("keeps every agent of a large population, in order, across chunks", () => {
    const agents = Array.from({ length: 20_001 }, (_, i) => ({ ...agent, agent_id: `a${i}` }));
    const chunks = [...agentsTable(agents)];
    expect(chunks).toHaveLength(4);
    const rows = chunks.join("").trimEnd().split("\n").slice(1);
    expect(rows.map((row) => row.slice(0, row.indexOf(",")))).toEqual(agents.map(({ agent_id }) => agent_id));
  });

  it("agrees with the run: proposals made, and turns taken, add up to the run's counts", async () => {
    const scenario = parseScenario(
      "agents: [{ type: honest, count: 4 }, { type: opportunistic, count: 2 }, { type: adversarial }]\nsimulation: { seed: 5 }",
      "sum.yaml",
    );
    const { agents, counts } = await simulate(scenario);
    const rows: Record<string, string>[] = parse(text(agents), { columns: true });
    const sum = (column: string) => rows.reduce((total, row) => total + Number(row[column]), 0);
    expect(sum("turns")).toBe(counts.agent_steps);
    expect(sum("failed_actions")).toBe(counts.failed_actions);
    expect(sum("interactions_initiated")).toBe(counts.interactions);
    expect(sum("interactions_received")).toBe(counts.interactions);
    expect(counts.interactions).toBeGreaterThan(10);
  });
});
