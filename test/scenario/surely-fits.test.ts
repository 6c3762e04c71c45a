import { readdirSync, readFileSync } from "node:fs";
import { fc, it } from "@fast-check/vitest";
import { Ajv } from "ajv";
import { describe, expect } from "vitest";
import { SourceDocument } from "../../src/scenario/document.js";
import { BUILT_IN } from "../../src/scenario/extensions.js";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { surelyFits } from "../../src/scenario/surely-fits.js";

const SCHEMA = scenarioSchema(BUILT_IN);
const ajvSays = new Ajv({ allErrors: true, strict: false, strictNumbers: true }).compile(SCHEMA);

type Data = Record<string, unknown>;

const SHIPPED = readdirSync("scenarios")
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => ({ file, text: readFileSync(`scenarios/${file}`, "utf8") }))
  .map(({ file, text }) => ({ file, data: SourceDocument.parse(file, text, "1.2").data as Data }));

/** Blocks that no shipped scenario has all of, and a population with a branch of the schema each. */
const OTHERS: readonly Data[] = [
  { agents: [{}] },
  { agents: [...BUILT_IN.agents].map(({ type }) => ({ type, count: 2, name: "some", config: {} })) },
  {
    agents: [{}],
    network: {
      topology: "custom",
      edges: [
        [0, 1],
        [1, 2],
      ],
    },
    success_criteria: { a: 1 },
  },
  { agents: [{}], network: { topology: "small_world", params: { k: 2, p: 0.1 } }, outputs: { event_log: "x" } },
];

/** Every place in the data: the maps and lists that hold something, and the key of it. */
function places(node: unknown): { readonly holder: Data; readonly key: string }[] {
  if (typeof node !== "object" || node === null) return [];
  const holder = node as Data;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...places(holder[key])]);
}

const VALUES = [
  null,
  true,
  0,
  -1,
  1,
  0.5,
  2,
  1e300,

  "",
  "ring",
  "5",
  "a b",
  "\u{1f600}",
  [],
  [1],
  {},
  { a: 1 },
];
const value = fc.oneof(fc.constantFrom<unknown>(...VALUES), fc.jsonValue({ maxDepth: 2 }));
const change = fc.record({ at: fc.nat(), how: fc.constantFrom("put", "drop", "add"), key: fc.string(), value });
const start = fc.constantFrom(...SHIPPED.map(({ data }) => data), ...OTHERS);

describe("data that surely fits a schema", () => {
  it.each(SHIPPED)("are the shipped scenarios: $file", ({ data }) => {
    expect(surelyFits(SCHEMA, data)).toBe(true);
  });

  it.prop([start, fc.array(change, { minLength: 1, maxLength: 3 })], { numRuns: 1500 })(
    "is what ajv lets pass, and nothing else",
    (data, changes) => {
      const changed = structuredClone(data);
      for (const { at, how, key, value } of changes) {
        const all = places({ changed });
        const { holder, key: old } = all[1 + (at % (all.length - 1))] ?? { holder: changed, key: "agents" };
        if (how === "put") holder[old] = structuredClone(value);
        else if (how === "add") Object.defineProperty(holder, key, { ...WRITABLE, value: structuredClone(value) });
        else if (!Array.isArray(holder)) delete holder[old];
      }
      expect(surelyFits(SCHEMA, changed)).toBe(ajvSays(changed));
    },
  );

  it.each([
    ["a keyword that it does not know", '{ "type": "object", "propertyNames": { "maxLength": 3 } }', { long_name: 1 }],
    ["such a keyword in a condition", '{ "if": { "not": { "type": "object" } }, "then": { "maximum": 1 } }', 2],
    ["a condition with an alternative", '{ "if": { "type": "string" }, "then": {}, "else": { "maximum": 1 } }', 2],
    ["a schema that is a yes or no", '{ "properties": { "a": false } }', { a: 1 }],
    ["lists and maps as constants", '{ "const": { "a": 1 } }', { a: 1 }],
    ["such constants in a condition", '{ "if": { "const": [1] }, "then": { "maxItems": 0 } }', [1]],
    ["a value that no file holds", '{ "properties": { "a": {} } }', { a: undefined }],
    ["a number without end", "{}", Number.POSITIVE_INFINITY],
  ])("is none where there is %s: that is for ajv to judge", (_, schema, data) => {
    expect(surelyFits(JSON.parse(schema), data)).toBe(false);
  });
});

const WRITABLE = { enumerable: true, writable: true, configurable: true };
