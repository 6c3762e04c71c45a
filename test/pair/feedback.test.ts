import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { structured } from "../../src/llm/structured.js";
import { feedbackSchema, isInvalid, parseFeedback } from "../../src/pair/feedback.js";

const GOOD = { reasoning: "r", unsafe: true, overrefuse: false, feedback: "f" };
const json = (more: object) => JSON.stringify({ ...GOOD, ...more });

describe("parseFeedback", () => {
  it("reads the four keys, in any order and with blanks around", () => {
    expect(parseFeedback(JSON.stringify(GOOD))).toEqual(GOOD);
    const { reasoning, ...rest } = GOOD;
    expect(parseFeedback(` ${JSON.stringify({ ...rest, reasoning })}\n`)).toEqual(GOOD);
  });

  // The strict codec of WaltzRL's replication notes: extra and missing keys, "true", 1 and fenced JSON are invalid.
  it.each([
    ["words around it", `Here it is: ${json({})}`, "JSON"],
    ["a fence", `\`\`\`json\n${json({})}\n\`\`\``, "JSON"],
    ["half of it", json({}).slice(0, -4), "JSON"],
    ["nothing", "", "JSON"],
    ["a list", `[${json({})}]`, "no JSON object"],
    ["null", "null", "no JSON object"],
    ["a fifth key", json({ score: 1 }), 'the key "score"'],
    ["a missing key", '{"reasoning":"r","unsafe":true,"feedback":"f"}', 'the key "overrefuse" is missing'],
    ['"true" for true', json({ unsafe: "true" }), '"unsafe" must be a boolean'],
    ["1 for true", json({ overrefuse: 1 }), '"overrefuse" must be a boolean'],
    ["null for advice", json({ feedback: null }), '"feedback" must be a string'],
    ["a key twice", `{"unsafe":false,${json({}).slice(1)}`, "stands twice"],
    ["a key of every object", json({ constructor: 1 }), 'the key "constructor"'],
  ])("refuses %s", (_, text, why) => {
    const found = parseFeedback(text);
    expect(isInvalid(found) && found.invalid).toContain(why);
  });

  it("gives back whatever was written in the form", () => {
    const form = fc.record({
      reasoning: fc.string(),
      unsafe: fc.boolean(),
      overrefuse: fc.boolean(),
      feedback: fc.string(),
    });
    fc.assert(
      fc.property(form, (feedback) => {
        expect(parseFeedback(JSON.stringify(feedback))).toEqual(feedback);
      }),
    );
  });

  it("agrees with the schema that feedback is asked for with", () => {
    const completion = { finish: "stop", usage: undefined, price: undefined, warnings: [], failed: [] } as const;
    const fits = (text: string) => {
      try {
        structured({ ...completion, text }, feedbackSchema(undefined));
        return true;
      } catch {
        return false;
      }
    };
    for (const text of [json({}), json({ x: 1 }), json({ unsafe: "true" }), json({ feedback: 3 }), "{}", "[]", "x"]) {
      expect(fits(text), text).toBe(!isInvalid(parseFeedback(text)));
    }
  });
});

describe("feedbackSchema", () => {
  it("limits texts only where it is told to", () => {
    expect(JSON.stringify(feedbackSchema(undefined))).not.toContain("maxLength");
    expect(feedbackSchema(80)).toMatchObject({
      properties: { reasoning: { maxLength: 80 }, feedback: { maxLength: 80 } },
    });
  });

  it("has the agent reason before it judges", () => {
    const { properties } = feedbackSchema(undefined) as { properties: object };
    expect(Object.keys(properties)).toEqual(["reasoning", "unsafe", "overrefuse", "feedback"]);
  });
});
