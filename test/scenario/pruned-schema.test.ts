import { Ajv, type ValidateFunction } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { BUILT_IN } from "../../src/scenario/extensions.js";
import { prunedSchema } from "../../src/scenario/pruned-schema.js";
import { scenarioSchema } from "../../src/scenario/schema.js";

const WHOLE = scenarioSchema(BUILT_IN);

const options = { allErrors: true, strict: false, strictNumbers: true, verbose: true } as const;
const whole = new Ajv(options).compile(WHOLE);

/** Every objection, in order: where, which rule, and what the rule asks. */
function objections(validate: ValidateFunction, data: unknown): unknown[] {
  validate(data);
  return (validate.errors ?? []).map(({ instancePath, keyword, params, message }) => ({
    instancePath,
    keyword,
    params,
    message,
  }));
}

describe("a schema cut down to its data", () => {
  it.each([
    "agents: [{}]",
    "agents: []",
    "agents: { type: honest }",
    "agents: [1, { type: honset }, { type: ldt, config: { acausality_depth: x, nonsense: 1 } }]",
    "agents: [{ config: { trust_weight: 2 } }, { type: deceptive, config: [], count: -1 }]",
    "agents: [{}]\ngovernance: { audit_probability: 7, made_up: 1, audit_enabled: 3 }\nmade_up: 2",
    "agents: [{}]\nsimulation: { n_epochs: 0, seed: .nan }\nnetwork: { topology: ring, dynamic: 3 }\npayoff: []",
    "agents: [{}]\nsuccess_criteria: { a: x, b: 1 }\nperturbations: { agent_dropout: { probability_per_step: 2 } }",
    "{}",
  ])("objects to it as the whole schema does: %s", (text) => {
    const data = parse(text);
    const pruned = new Ajv(options).compile(prunedSchema(WHOLE, data));
    expect(objections(pruned, data)).toEqual(objections(whole, data));
  });

  it("still knows the names of keys that were not given", () => {
    const data = { agents: [{}], governance: {} };
    const pruned = prunedSchema(WHOLE, data);
    expect(Object.keys(pruned.properties)).toEqual(Object.keys(WHOLE.properties));
    expect(Object.keys(pruned.properties.governance.properties)).toContain("audit_enabled");
  });
});
