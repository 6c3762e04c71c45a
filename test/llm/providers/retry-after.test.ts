import { describe, expect, it } from "vitest";
import { networkCode } from "../../../src/llm/providers/network-code.js";
import { retryAfter } from "../../../src/llm/providers/retry-after.js";

const waitIn = (headers: Readonly<Record<string, string>>) => retryAfter((name) => headers[name]);

describe("the wait that a reply asks for", () => {
  it.each([
    [{ "retry-after": "7" }, 7],
    [{ "retry-after": "0.5" }, 0.5],
    [{ "retry-after-ms": "1500", "retry-after": "9" }, 1.5],
    [{ "retry-after": "Fri, 31 Dec 1999 23:59:59 GMT", date: "Fri, 31 Dec 1999 23:59:29 GMT" }, 30],
    [{ "retry-after": "Fri, 31 Dec 1999 23:59:29 GMT", date: "Fri, 31 Dec 1999 23:59:59 GMT" }, 0],
  ])("of %j is %d s", (headers, seconds) => {
    expect(waitIn(headers)).toBe(seconds);
  });

  it.each<Readonly<Record<string, string>>>([
    {},
    { "retry-after": "" },
    { "retry-after-ms": "" },
    { "retry-after": "soon" },
    { "retry-after": "Fri, 31 Dec 1999 23:59:59 GMT" },
  ])("of %j is not known", (headers) => {
    expect(waitIn(headers)).toBeUndefined();
  });
});

describe("the code of a network fault", () => {
  const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });

  it("is found among the causes", () => {
    expect(networkCode(new TypeError("fetch failed", { cause: new Error("deeper", { cause: refused }) }))).toBe(
      "ECONNREFUSED",
    );
  });

  it("is no code of another kind, and ends where causes go in a circle", () => {
    expect(networkCode(Object.assign(new Error("bad"), { code: "ERR_INVALID_URL" }))).toBeUndefined();
    const circle = new Error("round");
    circle.cause = circle;
    expect(networkCode(circle)).toBeUndefined();
    expect(networkCode("ECONNREFUSED")).toBeUndefined();
  });
});
