import { Type } from "@sinclair/typebox";
import { describe, expect, it } from "vitest";
import { configKeys, rangeOf } from "../../src/cli/config-keys.js";
import { amount, flag, oneOf, positive, real, share, whole } from "../../src/contract/keys.js";

describe("the range of a key", () => {
  it.each([
    [share(0.5, ""), "[0, 1]"],
    [amount(0, ""), ">= 0"],
    [positive(1, ""), "> 0"],
    [real(0, ""), "real"],
    [whole(3, 1, ""), "whole, >= 1"],
    [Type.Integer(), "whole"],
    [Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), "whole, >= 1"],
    [Type.Integer({ minimum: 2, maximum: 5 }), "whole, [2, 5]"],
    [Type.Number({ exclusiveMinimum: 0, maximum: 1 }), "(0, 1]"],
    [Type.Number({ minimum: 0, exclusiveMaximum: 1 }), "[0, 1)"],
    [Type.Number({ maximum: 1 }), "<= 1"],
    [Type.Number({ exclusiveMaximum: 1 }), "< 1"],
    [flag(true, ""), "true or false"],
    [oneOf("a", ["a", "b", "c"], ""), "a, b or c"],
    [Type.String(), "text"],
    [Type.Union([Type.Number({ minimum: 0 }), Type.Null()]), ">= 0"],
    [Type.Unsafe({ type: ["integer", "null"], minimum: 0 }), "whole, >= 0"],
    [Type.Unsafe({ type: ["string", "null"], enum: ["a", "b", null] }), "a or b"],
    [Type.Integer({ minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }), "whole"],
    [Type.Array(oneOf("a", ["a", "b"], "")), "list of: a or b"],
    [Type.Literal("x"), "x"],
  ])("%j is %s", (schema, text) => expect(rangeOf(schema)).toBe(text));
});

describe("the keys of a config", () => {
  it("have default, range and doc, and why they change nothing where they do not", () => {
    const schema = Type.Object({
      rate: share(0.1, "chance per turn"),
      dead: amount(2, "payoff units"),
      free: Type.Optional(Type.String({ description: "a name" })),
    });
    expect(configKeys(schema, { dead: "nobody reads it" })).toEqual([
      { key: "rate", default: 0.1, range: "[0, 1]", doc: "chance per turn" },
      { key: "dead", default: 2, range: ">= 0", doc: "payoff units", inert: "nobody reads it" },
      { key: "free", range: "text", doc: "a name" },
    ]);
  });

  it("of lists of maps follow the list", () => {
    const list = Type.Array(Type.Object({ at: whole(1, 0, "epoch") }), { default: [], description: "when" });
    expect(configKeys(Type.Object({ shocks: list }))).toEqual([
      { key: "shocks", default: [], range: "list", doc: "when" },
      { key: "shocks[].at", default: 1, range: "whole, >= 0", doc: "epoch" },
    ]);
  });

  it("of inner maps are dotted", () => {
    const schema = Type.Object({ outer: Type.Object({ inner: flag(false, "a switch") }) });
    expect(configKeys(schema, { "outer.inner": "no use" })).toEqual([
      { key: "outer.inner", default: false, range: "true or false", doc: "a switch", inert: "no use" },
    ]);
  });
});
