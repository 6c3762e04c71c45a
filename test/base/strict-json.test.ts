import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { parseStrictJson } from "../../src/base/strict-json.js";

describe("parseStrictJson", () => {
  test.prop([fc.json()])("reads whatever JSON.parse reads, while no key stands twice", (json) => {
    // fast-check writes objects through JSON.stringify, which gives each key once.
    expect(parseStrictJson(json)).toEqual(JSON.parse(json));
  });

  it.each([
    ['{"a":1,"a":2}', '"a"'],
    ['{"a":1,"b":{"c":1,"d":[{"e":1}],"c":2}}', '"c"'],
    ['[{"a":1},{"a":1,"\\u0061":2}]', '"a"'],
    ['{"a" : 1 , "a"\n:2}', '"a"'],
  ])("refuses %s, where a key stands twice in one object", (json, key) => {
    expect(() => parseStrictJson(json)).toThrow(new SyntaxError(`the key ${key} stands twice in one object`));
  });

  it.each(['{"a":{"a":1},"b":{"a":1}}', '[{"a":1},{"a":2}]', '{"a":"a","b":"\\"a\\":1"}', '{"a":["a","a"]}'])(
    "takes %s, where equal names do not meet",
    (json) => {
      expect(parseStrictJson(json)).toEqual(JSON.parse(json));
    },
  );

  it.each(["", "{", "```json\n{}\n```", "{} {}", "{'a':1}", '{"a":1,}', "NaN", "undefined", "\ufeff{}"])(
    "refuses %j, which is no JSON",
    (text) => {
      expect(() => parseStrictJson(text)).toThrow(SyntaxError);
    },
  );
});
