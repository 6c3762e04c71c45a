import type { ChartSpec } from "./document.js";
import { SERIES } from "./palette.js";

/** A point of a sweep in the plane of harm and welfare; ends of intervals where they are known. */
export interface PlanePoint {
  readonly name: string;
  readonly harm: number;
  readonly welfare: number;
  readonly harmEnds: readonly [number, number] | null;
  readonly welfareEnds: readonly [number, number] | null;
  readonly onFront: boolean;
}

const ON = "on the front";
const MAYBE = "on it in some resamples";

/** Welfare against harm, with intervals both ways and the number of each point beside it. */
export function frontPlot(
  points: readonly PlanePoint[],
  axes: { readonly harm: string; readonly welfare: string },
): ChartSpec {
  const values = points.map(({ name, harm, welfare, harmEnds, welfareEnds, onFront }) => ({
    name,
    harm,
    welfare,
    left: harmEnds?.[0] ?? harm,
    right: harmEnds?.[1] ?? harm,
    bottom: welfareEnds?.[0] ?? welfare,
    top: welfareEnds?.[1] ?? welfare,
    kind: onFront ? ON : MAYBE,
  }));
  const kinds = [ON, MAYBE].filter((kind) => values.some((value) => value.kind === kind));
  const x = { type: "quantitative", scale: { zero: false }, axis: { title: axes.harm, tickCount: 6 } };
  const y = { type: "quantitative", scale: { zero: false }, axis: { title: axes.welfare, tickCount: 6 } };
  const legend = { title: null };
  const color = {
    field: "kind",
    type: "nominal",
    scale: { domain: kinds, range: SERIES.slice(0, kinds.length) },
    legend,
  };
  const shape = {
    field: "kind",
    type: "nominal",
    scale: { domain: kinds, range: ["circle", "diamond"].slice(0, kinds.length) },
    legend,
  };
  const line = { type: "rule", opacity: 0.45, strokeWidth: 1.5 };
  return {
    width: 540,
    height: 320,
    data: { values },
    layer: [
      {
        mark: line,
        encoding: { x: { ...x, field: "left" }, x2: { field: "right" }, y: { ...y, field: "welfare" }, color },
      },
      {
        mark: line,
        encoding: { x: { ...x, field: "harm" }, y: { ...y, field: "bottom" }, y2: { field: "top" }, color },
      },
      {
        mark: { type: "point", filled: true, size: 70, opacity: 1 },
        encoding: { x: { ...x, field: "harm" }, y: { ...y, field: "welfare" }, color, shape },
      },
      {
        mark: { type: "text", dx: 8, dy: -8, align: "left", fontSize: 11 },
        encoding: { x: { ...x, field: "harm" }, y: { ...y, field: "welfare" }, color, text: { field: "name" } },
      },
    ],
  };
}
