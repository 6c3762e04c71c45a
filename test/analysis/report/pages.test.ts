import { describe, expect, it } from "vitest";
import type { ReportDocument } from "../../../src/analysis/report/document.js";
import { htmlPage } from "../../../src/analysis/report/html-page.js";
import { markdownPage } from "../../../src/analysis/report/markdown-page.js";

const EVIL = `<img src=x onerror="alert(1)">|\`*`;

const document: ReportDocument = {
  kind: "run",
  title: EVIL,
  question: EVIL,
  verdict: EVIL,
  tool: { name: EVIL, version: EVIL },
  sections: [
    {
      id: "one",
      title: EVIL,
      blocks: [
        { kind: "text", text: EVIL },
        { kind: "list", items: [EVIL] },
        { kind: "commands", lines: [EVIL, "a ``` b"] },
        { kind: "findings", findings: [{ severity: "serious", message: EVIL, advice: EVIL, arms: [EVIL] }] },
        {
          kind: "table",
          table: { caption: EVIL, columns: [{ head: EVIL, numeric: false }], rows: [[EVIL]] },
        },
        {
          kind: "chart",
          chart: {
            id: "c",
            title: EVIL,
            description: EVIL,
            spec: {},
            figures: { caption: EVIL, columns: [{ head: EVIL, numeric: true }], rows: [[EVIL]] },
          },
        },
      ],
    },
  ],
};

const drawings = new Map([["c", "<svg></svg>"]]);

describe("the page in HTML", () => {
  it("shows every text as text", () => {
    const page = htmlPage(document, drawings);
    expect(page).not.toContain("<img");
    expect(page.split("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;").length).toBeGreaterThan(15);
  });

  it("fetches nothing and runs nothing, and forbids both", () => {
    const page = htmlPage(document, drawings);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<(script|link|iframe|object|embed)\b|@import|url\(/);
  });

  it("has colours for light and for dark", () => {
    expect(htmlPage(document, drawings)).toMatch(/@media screen and \(prefers-color-scheme:dark\)\{:root\{--paper:/);
  });

  it("refuses a chart that nobody drew, as a bug", () => {
    expect(() => htmlPage(document, new Map())).toThrow("chart c was not drawn");
  });
});

describe("the page in Markdown", () => {
  it("shows every text as text, outside of fences", () => {
    const fences = /^(`{3,})sh\n[\s\S]*?\n\1$/gm;
    expect(markdownPage(document).match(fences)?.length).toBe(1);
    const text = markdownPage(document).replaceAll(fences, "");
    expect(text.split("\\<img").length).toBeGreaterThan(10);
    expect(text).not.toMatch(/(^|[^\\])<img/m);
  });

  it("closes no fence by what stands in it", () => {
    expect(markdownPage(document)).toContain("````sh\n");
  });

  it("shows a chart by its picture where there is one, else by its description", () => {
    expect(markdownPage(document, new Map([["c", "pictures/a b.png"]]))).toContain("](<pictures/a b.png>)");
    expect(markdownPage(document)).not.toContain("](<");
  });
});
