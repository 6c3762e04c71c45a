import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeFault, InputError } from "../../src/base/errors.js";
import { loadScenario, parseScenario } from "../../src/scenario/load.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

/** What is wrong with a scenario, a line each. */
function faultsOf(yaml: string, file = "s.yaml"): readonly string[] {
  try {
    parseScenario(yaml, file);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.faults.map(describeFault);
    throw error;
  }
}

const scenario = (config: string, models = "m: { provider: scripted, answers: [a] }", type = "waltz_pair") =>
  `agents:\n  - type: ${type}\n    config:\n      ${config}\n  - {}\nmodels:\n  ${models}\nsimulation: { seed: 1 }\n`;
const PAIR = "conversation: m\n      feedback: m";

describe("the models block", () => {
  it("fills in the defaults of the provider, and how the model is asked", () => {
    const { spec } = parseScenario(scenario(PAIR), "s.yaml");
    expect(spec.models?.m).toEqual({
      provider: "scripted",
      model: "script",
      answers: ["a"],
      match: "order",
      at_end: "stop",
      pace: { concurrency: 4 },
      retry: { max_retries: 3, backoff: 1, max_wait: 60 },
      budget: {},
    });
  });

  it.each([
    [
      "m: { provider: scriptd }",
      /s\.yaml:8:18: models\.m\.provider must be one of .*scripted \(did you mean "scripted"\?\)/,
    ],
    ["m: { provider: scripted, answrs: [a] }", /unknown key "answrs" in models\.m \(did you mean "answers"\?\)/],
    ["m: { provider: openai-compatible, base_url: http://h/v1 }", /models\.m: "model" is missing/],
    ["m: { provider: ollama, model: x, api_key: abc }", /unknown key "api_key" in models\.m/],
    [
      "m: { provider: scripted, answers: [a], budget: { max_calls: -1 } }",
      /models\.m\.budget\.max_calls must be at least 0/,
    ],
    [
      "m: { provider: scripted, answers: [a], pace: { concurrency: 0 } }",
      /models\.m\.pace\.concurrency must be at least 1/,
    ],
    ["m: { answers: [a] }", /models\.m: "provider" is missing/],
    ["'9 m': { provider: scripted, answers: [a] }", /unknown key "9 m" in models/],
  ])("refuses %s, with its place", (models, message) => {
    const faults = faultsOf(scenario(PAIR, models));
    expect(faults.join("\n")).toMatch(message);
    expect(faults.every((fault) => fault.startsWith("s.yaml:"))).toBe(true);
  });

  it("never shows a key that somebody wrote into it", () => {
    const faults = faultsOf(scenario(PAIR, "m: { provider: ollama, model: x, api_key: hush-hush-hush }"));
    expect(faults.join()).not.toContain("hush");
  });

  it("says where an agent names a model that there is not, and when there is none at all", () => {
    expect(faultsOf(scenario("conversation: n\n      feedback: m"))).toEqual([
      's.yaml:4:7: agents[0].config.conversation names no model of the models block: "n" (did you mean "m"?)',
    ]);
    const none = "agents:\n  - { type: llm, config: { model: m } }\nsimulation: { seed: 1 }\n";
    expect(faultsOf(none)).toEqual([
      's.yaml:2:28: agents[0].config.model names the model "m", and the scenario has no block of models',
    ]);
    expect(faultsOf(none.replace("type: llm", "type: llm, count: 0"))).toEqual([
      "s.yaml:1:1: no agents: every count is 0",
    ]);
  });

  it("remarks on a model that nobody asks", () => {
    const idle = scenario(
      PAIR,
      "m: { provider: scripted, answers: [a] }\n  other: { provider: scripted, answers: [a] }",
    );
    expect(parseScenario(idle, "s.yaml").warnings.map(describeFault)).toEqual([
      "s.yaml:9:3: models.other is asked by nobody",
    ]);
    const off = parseScenario(scenario("conversation: m\n      trigger: 'off'"), "s.yaml");
    expect(off.warnings).toEqual([]);
  });
});

describe("the judge of a pair", () => {
  it.each([
    [
      "judge: house-rulez",
      /agents\[0\]\.config\.judge names no judge: unknown judge "house-rulez" \(did you mean "house-rules"\?\)/,
    ],
    ["judge: model-judge", /judge_model is missing: model-judge has to ask a model/],
    ["judge: model-judge\n      judge_model: nn", /judge_model names no model of the models block: "nn"/],
    ["judge: recorded-labels", /judge_labels is missing: recorded-labels takes its word from a file of labels/],
    ["judge: recorded-labels\n      judge_labels: none.jsonl", /none\.jsonl: cannot be read: no such file/],
    ["mode: acting\n      judge: refusal-rules", /is refusal-rules, which sees compliance alone/],
    ["mode: acting", /is house-rules, which needs rules with markers: give rule_markers/],
    [
      "judge: model-judge\n      judge_model: m\n      judge_config: { sede: 3 }",
      /judge_config does not fit: model-judge: unknown key "sede" \(did you mean "seed"\?\)/,
    ],
    [
      "judge: model-judge\n      judge_model: m\n      judge_config: { seed: -1 }",
      /judge_config does not fit: model-judge: seed must be >= 0/,
    ],
    ["judge_config: { partial: lenient }", /judge_config gives partial, which has a key of its own: judge_partial/],
  ])("is refused with: %s", (config, message) => {
    const faults = faultsOf(scenario(`${PAIR}\n      ${config}`));
    expect(faults.join("\n")).toMatch(message);
    expect(faults.every((fault) => fault.startsWith("s.yaml:"))).toBe(true);
  });

  it("may be told more than it takes, which is remarked on", () => {
    const { warnings } = parseScenario(
      scenario(`${PAIR}\n      judge_model: m\n      judge_labels: l.jsonl`),
      "s.yaml",
    );
    expect(warnings.map(({ message }) => message)).toEqual([
      "agents[0].config.judge_model has no effect: house-rules asks no model",
      "agents[0].config.judge_labels has no effect: house-rules reads no labels",
    ]);
  });
});

describe("a file of prompts", () => {
  const prompt = (harmful: boolean, rule = true) =>
    JSON.stringify({
      id: `p${harmful}`,
      category: "c",
      prompt: "?",
      harmful,
      ...(rule && { rule: { text: "r", markers: ["x1"] } }),
    });

  function written(content: string): string {
    const folder = temporary();
    mkdirSync(join(folder, "sub"));
    writeFileSync(join(folder, "sub/p.jsonl"), content);
    writeFileSync(join(folder, "s.yaml"), scenario(`${PAIR}\n      prompts: sub/p.jsonl`));
    return join(folder, "s.yaml");
  }

  it("is found beside the scenario, whatever the working directory, and its content is part of what was loaded", () => {
    const file = written(`${prompt(true)}\n${prompt(false)}\n`);
    const { material } = loadScenario(file);
    expect(material?.prompts["sub/p.jsonl"]?.map(({ id }) => id)).toEqual(["ptrue", "pfalse"]);
    expect(material?.files).toMatchObject([
      { role: "prompts", path: join(file, "../sub/p.jsonl"), sha256: expect.any(String) },
    ]);
  });

  it.each([
    [`${prompt(true)}\n{`, /sub\/p\.jsonl:2: this is no prompt/],
    [prompt(true), /sub\/p\.jsonl: every prompt is harmful, and some must not be/],
    [prompt(false), /sub\/p\.jsonl: no prompt is harmful, and some have to be/],
    [
      `${prompt(true, false)}\n${prompt(false)}`,
      /sub\/p\.jsonl: the prompt "ptrue" has no rule, and house-rules judges by rules/,
    ],
  ])("is refused when it holds %j", (content, message) => {
    expect(() => loadScenario(written(content))).toThrow(message);
  });

  it("is refused with the place of the key when it is not there", () => {
    expect(faultsOf(scenario(`${PAIR}\n      prompts: no/such.jsonl`))).toEqual([
      "s.yaml:6:16: no/such.jsonl: cannot be read: no such file",
    ]);
  });
});

describe("the keys of a file of labels", () => {
  it("are those of recorded labels, line by line", () => {
    const folder = temporary();
    writeFileSync(join(folder, "l.jsonl"), '{"prompt":"p","answer":"a","compliance":"full_refusal"}\n{"prompt":"p"}\n');
    writeFileSync(
      join(folder, "s.yaml"),
      scenario(`${PAIR}\n      judge: recorded-labels\n      judge_labels: l.jsonl`),
    );
    expect(() => loadScenario(join(folder, "s.yaml"))).toThrow(
      /l\.jsonl:2: this is no label: it must have required property 'answer'/,
    );
  });
});
