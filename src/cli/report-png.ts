import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { onLightPaper, PALETTE } from "../analysis/report/palette.js";

/** Dots per unit of the drawing. */
const ZOOM = 2;

/** The drawing of a chart as a PNG picture on light paper; the same drawing gives the same bytes on every machine. */
export async function chartPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import("@resvg/resvg-js");
  const fonts = join(dirname(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/package.json")), "ttf");
  const picture = new Resvg(onLightPaper(svg), {
    background: PALETTE.paper.light,
    fitTo: { mode: "zoom", value: ZOOM },
    font: {
      loadSystemFonts: false,
      fontFiles: ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((name) => join(fonts, name)),
      defaultFontFamily: "DejaVu Sans",
    },
  });
  return picture.render().asPng();
}
