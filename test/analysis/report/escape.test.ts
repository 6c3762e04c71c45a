import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { escapeMarkdown, escapeText } from "../../../src/analysis/report/escape.js";

describe("text in a page", () => {
  it("cannot open an element, end an attribute, or start an entity", () => {
    expect(escapeText(`<script>alert("x" + 'y') & more</script>`)).toBe(
      "&lt;script&gt;alert(&quot;x&quot; + &#39;y&#39;) &amp; more&lt;/script&gt;",
    );
  });

  it("loses what XML has no place for, halves of characters, and marks that turn the direction of text", () => {
    expect(escapeText("a\u0000b\u202ec\ud800d\u{1f600}")).toBe("a\ufffdb\ufffdc\ufffdd\u{1f600}");
  });

  test.prop([fc.string({ unit: "binary" })])("reads back to itself, whatever else it holds", (text) => {
    const escaped = escapeText(text);
    expect(escaped).not.toMatch(/[<>"']/);
    const back = escaped
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&amp;", "&");
    expect(back.replaceAll("\ufffd", "")).toBe([...back].filter((character) => character !== "\ufffd").join(""));
    expect([...back].length).toBe([...text].length);
  });
});

describe("text in Markdown", () => {
  it("stays in its cell and its line, and opens neither HTML nor a link", () => {
    expect(escapeMarkdown("a|b\n<b> [x](y) *z* _w_ `c`")).toBe("a\\|b \\<b\\> \\[x\\](y) \\*z\\* \\_w\\_ \\`c\\`");
  });
});
