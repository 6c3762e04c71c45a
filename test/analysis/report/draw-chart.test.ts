import { describe, expect, it } from "vitest";
import type { Chart, ChartSpec } from "../../../src/analysis/report/document.js";
import { drawChart } from "../../../src/analysis/report/draw-chart.js";
import { intervalPlot } from "../../../src/analysis/report/interval-plot.js";
import { linePanels } from "../../../src/analysis/report/line-panels.js";
import { onLightPaper } from "../../../src/analysis/report/palette.js";

const chart = (id: string, spec: ChartSpec): Chart => ({
  id,
  title: `Chart <${id}>`,
  description: "what it shows & how",
  spec,
  figures: { caption: "", columns: [], rows: [] },
});

const lines = linePanels([
  {
    title: "one",
    lines: [
      { series: "a", values: [1, null, 3, 4], band: [[0, 2], null, [2, 4], [3, 5]] },
      { series: "b", values: [2, 2, 2, 2] },
    ],
  },
]);

describe("a chart", () => {
  it("is drawn to the same text every time", async () => {
    expect(await drawChart(chart("x", lines))).toBe(await drawChart(chart("x", lines)));
  });

  it("carries its title and its description for those who do not see it, escaped", async () => {
    const svg = await drawChart(chart("x", lines));
    expect(svg).toMatch(/^<svg role="img" aria-labelledby="chart-x-title" aria-describedby="chart-x-desc" /);
    expect(svg).toContain('<title id="chart-x-title">Chart &lt;x&gt;</title>');
    expect(svg).toContain('<desc id="chart-x-desc">what it shows &amp; how</desc>');
    // No mark has a name of its own to announce.
    expect(svg.match(/aria-label=|aria-roledescription=|role="(?!img)/g)).toBeNull();
  });

  it("breaks its lines where there is no value", async () => {
    const svg = await drawChart(chart("x", lines));
    const paths = [...svg.matchAll(/<path [^>]*?d="([^"]+)"[^>]*stroke="var\(--s1\)"/g)].map(([, d]) => d);
    const line = paths.find((path) => path?.includes("L") && path.split("M").length === 3);
    expect(line).toBeDefined();
  });

  it("names colours by their role, which pictures take from light paper", async () => {
    const svg = await drawChart(chart("x", lines));
    expect(svg).toContain("var(--s1)");
    expect(svg).not.toMatch(/(fill|stroke)="(#|black|rgb)/);
    expect(onLightPaper(svg)).not.toContain("var(");
    expect(onLightPaper(svg)).toContain("#1f6fb4");
  });

  it("shares no id with another chart of the page", async () => {
    const spec = {
      data: { values: [{ x: 1 }] },
      mark: { type: "point", clip: true },
      encoding: { x: { field: "x", type: "quantitative" } },
    };
    const ids = async (id: string) =>
      [...(await drawChart(chart(id, spec))).matchAll(/\bid="([^"]+)"/g)].map(([, name]) => name);
    const [first, second] = [await ids("x"), await ids("y")];
    expect(first.length).toBeGreaterThan(2);
    expect(first.filter((id) => second.includes(id))).toEqual([]);
  });

  it("is a bug, told as such, where vega-lite has something to say against it", async () => {
    const wrong = { data: { values: [] }, mark: "bar", encoding: { nowhere: { field: "x" } } };
    await expect(drawChart(chart("x", wrong))).rejects.toThrow(/chart x: /);
  });
});

describe("a forest plot", () => {
  it("draws every estimate, with a line over each interval that there is", async () => {
    const rows = [
      { label: "a", series: "s", estimate: 1, interval: [0, 2] as const },
      { label: "b", series: "s", estimate: 2, interval: null },
      { label: "c", series: "s", estimate: -1, interval: [-3, 1] as const },
    ];
    const svg = await drawChart(chart("x", intervalPlot(rows, { axis: "difference", reference: 0 })));
    for (const label of ["a", "b", "c", "difference"]) expect(svg).toContain(`>${label}</text>`);
    expect(svg.match(/<path aria-label|<path [^>]*fill="var\(--s1\)"/g)?.length).toBe(3);
  });
});
