import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { type LearnedAgent, learnedAgentText, parseLearnedAgent } from "../../src/learning/learned-agent.js";
import { weightHash } from "../../src/learning/weight-hash.js";

const agent: LearnedAgent = {
  agent: "feedback",
  world: { kind: "toy", prompts_seed: 1 },
  policy: { make: "tabular", hidden: 0 },
  history: [{ stage: "stage1", method: "reinforce++", reward: "waltz.feedback.a", iterations: 3, seed: 1 }],
  parameters: Float64Array.of(0, -0, 1 / 3, Number.MIN_VALUE, -Number.MAX_VALUE),
};
const bits = (values: Float64Array) => [...new BigUint64Array(values.slice().buffer)];

describe("the file of a learned agent", () => {
  test.prop([fc.array(fc.double({ noNaN: true }), { maxLength: 20 })])("keeps every parameter to the bit", (values) => {
    const parameters = Float64Array.from(values);
    const read = parseLearnedAgent(learnedAgentText({ ...agent, parameters }), "f");
    expect(bits(read.parameters)).toEqual(bits(parameters));
  });

  it("keeps what gives the parameters a meaning, and states their hash", () => {
    const text = learnedAgentText(agent);
    expect(parseLearnedAgent(text, "f")).toEqual(agent);
    expect(JSON.parse(text)).toMatchObject({
      format: "swarm-learned-agent/1",
      weights_sha256: weightHash(agent.parameters),
    });
    expect(learnedAgentText(parseLearnedAgent(text, "f"))).toBe(text);
  });

  it("has parameters as base64 of little-endian doubles", () => {
    // 1 is 0x3FF0000000000000 (IEEE 754), so eight bytes of which the last two are F0 3F.
    const { parameters } = JSON.parse(learnedAgentText({ ...agent, parameters: Float64Array.of(1) }));
    expect(Buffer.from(parameters, "base64").toString("hex")).toBe("000000000000f03f");
  });

  const stored = JSON.parse(learnedAgentText(agent));
  it.each([
    ["no JSON", "{", ["this is no trained agent: it is not JSON"]],
    [
      "another format",
      { ...stored, format: "swarm-learned-agent/2" },
      ["this is no trained agent: format must be equal to constant"],
    ],
    [
      "several faults",
      { ...stored, agent: undefined, policy: { make: "x", hidden: -1 } },
      [
        "this is no trained agent: it must have required property 'agent'",
        "this is no trained agent: policy/hidden must be >= 0",
      ],
    ],
    [
      "a stage without steps",
      { ...stored, history: [{ ...agent.history[0], iterations: 0 }] },
      ["this is no trained agent: history/0/iterations must be >= 1"],
    ],
    [
      "another hash",
      { ...stored, weights_sha256: "0" },
      ["the file is damaged: its parameters do not have the hash that it states"],
    ],
    [
      "fewer parameters",
      { ...stored, parameters: stored.parameters.slice(0, 16) },
      ["the file is damaged: its parameters do not have the hash that it states"],
    ],
  ])("is refused with its name and every fault: %s", (_, content, messages) => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    const attempt = () => parseLearnedAgent(text, "pair/feedback.json");
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow(messages.map((message) => `pair/feedback.json: ${message}`).join("\n"));
  });
});
