import type { ChartSpec } from "./document.js";
import { ink, SERIES } from "./palette.js";

/** What one agent came to. */
export interface AgentPayoff {
  readonly type: string;
  readonly payoff: number;
}

/** One row per type: a bar to the mean, a point per agent. */
export function payoffStrip(agents: readonly AgentPayoff[]): ChartSpec {
  const types = [...new Set(agents.map(({ type }) => type))];
  const y = { field: "type", type: "nominal", sort: types, axis: { title: null, ticks: false } };
  const x = { type: "quantitative", axis: { title: "total payoff of an agent (payoff units)", tickCount: 7 } };
  const means = types.map((type) => {
    const own = agents.filter((agent) => agent.type === type).map(({ payoff }) => payoff);
    return { type, mean: own.reduce((sum, value) => sum + value, 0) / own.length };
  });
  return {
    width: 480,
    height: { step: 32 },
    layer: [
      {
        data: { values: means },
        mark: { type: "bar", color: SERIES[0], opacity: 0.35, height: 18 },
        encoding: { y, x: { ...x, field: "mean" } },
      },
      {
        data: { values: agents },
        mark: { type: "point", filled: true, color: SERIES[0], size: 40, opacity: 0.9 },
        encoding: { y, x: { ...x, field: "payoff" } },
      },
      {
        data: { values: [{ at: 0 }] },
        mark: { type: "rule", color: ink("muted") },
        encoding: { x: { ...x, field: "at" } },
      },
    ],
  };
}
