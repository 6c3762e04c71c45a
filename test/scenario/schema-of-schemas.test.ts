import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { EventSchema } from "../../src/model/event.js";
import { PROMPT_LINE } from "../../src/pair/prompt-lines.js";
import { BUILT_IN } from "../../src/scenario/extensions.js";
import { scenarioSchema } from "../../src/scenario/schema.js";

/** Programs do not look at these themselves: it would take longer than reading a scenario. */
const SCHEMAS = { scenarios: scenarioSchema(BUILT_IN), prompts: PROMPT_LINE, events: EventSchema };

describe("the schema of schemas", () => {
  it.each(Object.entries(SCHEMAS))("finds the schema of %s to be one", (_, schema) => {
    const ajv = new Ajv({ strict: false });
    expect(ajv.validateSchema(schema), JSON.stringify(ajv.errors)).toBe(true);
  });

  it("finds a fault in one that has one", () => {
    const { properties } = scenarioSchema(BUILT_IN);
    const broken = { type: "object", properties: { ...properties, simulation: { type: "objekt" } } };
    expect(new Ajv({ strict: false, logger: false }).validateSchema(broken)).toBe(false);
  });
});
