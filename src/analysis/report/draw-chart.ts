import type { Chart } from "./document.js";
import { escapeText } from "./escape.js";
import { ink } from "./palette.js";

/** Fonts as a chart names them; the first is the one that pictures are drawn with. */
const FONT = "DejaVu Sans, Verdana, sans-serif";

const CONFIG = {
  // Each mark would announce itself to a reader of the page; the chart has one title and one description instead.
  aria: false,
  background: null,
  font: FONT,
  padding: 4,
  view: { stroke: null },
  title: { color: ink("ink"), fontSize: 12, fontWeight: "bold", anchor: "start", frame: "group", offset: 8 },
  axis: {
    domainColor: ink("line"),
    gridColor: ink("line"),
    tickColor: ink("line"),
    labelColor: ink("muted"),
    titleColor: ink("muted"),
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: "normal",
    gridOpacity: 0.6,
    labelLimit: 260,
  },
  header: { labelColor: ink("ink"), titleColor: ink("muted"), labelFontSize: 11, labelLimit: 260 },
  legend: {
    aria: false,
    labelColor: ink("ink"),
    titleColor: ink("muted"),
    labelFontSize: 11,
    titleFontSize: 11,
    labelLimit: 320,
    orient: "bottom",
    symbolOpacity: 1,
  },
} as const;

/**
 * The chart as an SVG element with title and description, `var(--role)` for colours. The same chart gives the same text:
 * all statistics are worked out before, so nothing is drawn at random here.
 *
 * vega is loaded at the first call, as no other part of the program needs it.
 */
export async function drawChart(chart: Chart): Promise<string> {
  const [{ compile }, { parse, View }] = await Promise.all([import("vega-lite"), import("vega")]);
  const complaints: string[] = [];
  const { spec } = compile({ config: CONFIG, ...chart.spec } as unknown as Parameters<typeof compile>[0], {
    logger: listening(complaints),
  });
  if (complaints.length > 0) throw new Error(`chart ${chart.id}: ${complaints.join("; ")}`);
  const view = new View(parse(spec), { renderer: "none" });
  try {
    return labelled(await view.toSVG(), chart);
  } finally {
    view.finalize();
  }
}

/** What marks and groups announce themselves as, whatever the configuration says. */
const ANNOUNCED =
  /(?: aria-label="[^"]*")? role="graphics-(?:object|symbol)" aria-roledescription="[a-z ]*"(?: aria-label="[^"]*")?/g;

function labelled(svg: string, { id, title, description }: Chart): string {
  const name = `chart-${id}`;
  const head =
    `<title id="${name}-title">${escapeText(title)}</title>` +
    `<desc id="${name}-desc">${escapeText(description)}</desc>`;
  const opened = svg
    .replaceAll(ANNOUNCED, "")
    .replace(/^<svg /, `<svg role="img" aria-labelledby="${name}-title" aria-describedby="${name}-desc" `);
  return ownIds(
    opened.replace(/>/, () => `>${head}`),
    name,
  );
}

/** Numbers of clip paths count on through the life of a program: here they start again, under the chart's name. */
function ownIds(svg: string, name: string): string {
  const found = [...svg.matchAll(/\bid="(clip\d+|gradient_\d+)"/g)].map(([, id]) => id);
  return found.reduce(
    (text, id, at) =>
      text.replaceAll(`id="${id}"`, `id="${name}-${at}"`).replaceAll(`url(#${id})`, `url(#${name}-${at})`),
    svg,
  );
}

/** A logger for vega-lite that keeps what it complains of. */
function listening(complaints: string[]) {
  const keep = (...said: readonly unknown[]) => {
    complaints.push(said.map(String).join(" "));
    return logger;
  };
  const silent = () => logger;
  const logger = { level: silent as never, error: keep, warn: keep, info: silent, debug: silent };
  return logger;
}
