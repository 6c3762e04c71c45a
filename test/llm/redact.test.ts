import { describe, expect, it } from "vitest";
import { Redactor } from "../../src/llm/redact.js";

const SECRET = 'a/b+c "quoted" key';

describe("a redactor", () => {
  it.each([
    ["as it is", SECRET],
    ["in JSON", JSON.stringify({ key: SECRET })],
    ["in a URL", `http://host/?key=${encodeURIComponent(SECRET)}`],
    ["in Base64", `Basic ${btoa(SECRET)}`],
  ])("takes a secret out of a text where it stands %s", (_how, text) => {
    const clean = new Redactor({ SOME_API_KEY: SECRET }).text(text);
    expect(clean).toContain("[SOME_API_KEY redacted]");
    expect(clean).not.toContain("quoted");
  });

  it("goes by the names of variables that hold secrets, and by those it is told", () => {
    const env = { A_TOKEN: "token-value", DB_PASSWORD: "password-value", HOME: "home-value", MINE: "mine-value" };
    const text = Object.values(env).join(" ");
    expect(new Redactor(env, ["MINE"]).text(text)).toBe(
      "[A_TOKEN redacted] [DB_PASSWORD redacted] home-value [MINE redacted]",
    );
  });

  it("leaves placeholders of under 8 characters alone, which stand in innocent text", () => {
    expect(new Redactor({ SOME_API_KEY: "none" }).text("none of it")).toBe("none of it");
  });

  it("takes the longer of two secrets first, so that no rest of it stays", () => {
    const redactor = new Redactor({ A_KEY: "12345678", B_KEY: "123456789abc" });
    expect(redactor.text("123456789abc")).toBe("[B_KEY redacted]");
  });

  it("reaches every text of a value, keys too, and leaves the value itself as it was", () => {
    const value = { [`k ${SECRET}`]: [1, null, { deep: SECRET }], flag: true };
    const clean = new Redactor({ SOME_API_KEY: SECRET }).json(value);
    expect(JSON.stringify(clean)).not.toContain("quoted");
    expect(clean).toMatchObject({ flag: true });
    expect(JSON.stringify(value)).toContain("quoted");
  });
});
