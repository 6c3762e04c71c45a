import { describe, expect, it } from "vitest";
import type { JsonSchema } from "../../src/contract/provider.js";
import { structured } from "../../src/llm/structured.js";
import { saying } from "../support/canned.js";

const SCHEMA: JsonSchema = {
  type: "object",
  properties: { n: { type: "integer" } },
  required: ["n"],
  additionalProperties: false,
};

describe("a structured answer", () => {
  it("is parsed beside its text, blanks around it aside", () => {
    expect(structured(saying(' {"n": 3}\n'), SCHEMA)).toMatchObject({ text: ' {"n": 3}\n', data: { n: 3 } });
  });

  it("is left alone where no schema was asked for", () => {
    expect(structured(saying("{"), undefined)).toEqual(saying("{"));
  });

  it.each([
    ['{"n":"3"}', "/n must be integer"],
    ['{"n":1.5}', "/n must be integer"],
    ["{}", "required property 'n'"],
    ['{"n":1,"m":2}', 'additional properties "m"'],
  ])("%s is not bent into shape: it says what does not fit", (text, message) => {
    expect(() => structured(saying(text), SCHEMA)).toThrow(message);
  });

  it("shows no more than the beginning of a long answer that is none", () => {
    const error = (() => {
      try {
        return structured(saying("x".repeat(5000)), SCHEMA);
      } catch (thrown) {
        return thrown as Error;
      }
    })() as Error;
    expect(error.message.length).toBeLessThan(300);
  });
});
