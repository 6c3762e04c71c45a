import { drawChart } from "../src/analysis/report/draw-chart.js";
import { ink, onLightPaper, SERIES } from "../src/analysis/report/palette.js";
import type { SizeCost } from "./by-size.js";

/** The cost of an agent-step against the size of the population, with both floors, as SVG. */
export async function chart(sizes: readonly SizeCost[]): Promise<string> {
  const names = { engine: "the engine", company: "company floor", floor: "floor" } as const;
  const values = sizes.flatMap((size) =>
    (Object.keys(names) as (keyof typeof names)[]).map((key) => ({
      agents: size.agents,
      ns: size[key],
      what: names[key],
    })),
  );
  const colour = {
    field: "what",
    type: "nominal",
    title: null,
    scale: { domain: Object.values(names), range: SERIES.slice(0, 3) },
  };
  const svg = await drawChart({
    id: "performance",
    title: "Cost of an agent-step by size of the population",
    description: values.map(({ what, agents, ns }) => `${what}, ${agents} agents: ${ns.toFixed(0)} ns`).join("; "),
    spec: {
      width: 480,
      height: 260,
      data: { values },
      encoding: {
        x: { field: "agents", type: "quantitative", scale: { type: "log" }, title: "agents" },
        y: { field: "ns", type: "quantitative", scale: { type: "log" }, title: "CPU ns per agent-step" },
        color: colour,
      },
      layer: [
        { mark: { type: "line", strokeWidth: 2 } },
        { mark: { type: "point", filled: true, size: 50, stroke: ink("paper") } },
      ],
    },
    figures: { columns: [], rows: [] } as never,
  });
  return `${onLightPaper(svg)}\n`;
}
