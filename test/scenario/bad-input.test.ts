import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { type LoadOptions, loadScenario, parseScenario } from "../../src/scenario/load.js";

/** What a scenario is refused with, line by line. */
function refusal(load: () => unknown): string {
  try {
    load();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error("the scenario was not refused");
}

const parse = (text: string, options: LoadOptions = {}) => refusal(() => parseScenario(text, "s.yaml", options));

const GOOD = "agents:\n  - type: honest\n    count: 2\nsimulation: { seed: 1 }\n";

describe("a scenario file is refused with its place", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "swarm-bad-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const load = (path: string) => refusal(() => loadScenario(path)).replaceAll(folder, "");

  it("when it is missing, a directory, empty, binary, no UTF-8, or a link in a circle", () => {
    expect(load(join(folder, "none.yaml"))).toBe("/none.yaml: cannot be read: no such file");
    expect(load(folder)).toBe(": this is a directory, not a scenario file");
    expect(load(file("empty.yaml", ""))).toBe("/empty.yaml:1:1: the file is empty");
    expect(load(file("comment.yaml", "# only a comment\n"))).toBe("/comment.yaml:1:1: the file is empty");
    expect(load(file("binary.yaml", new Uint8Array([1, 0, 2])))).toBe("/binary.yaml: this is a binary file, not YAML");
    expect(load(file("latin.yaml", new Uint8Array([0x61, 0xe9, 0x0a])))).toBe("/latin.yaml: this is not UTF-8 text");
    symlinkSync(join(folder, "loop.yaml"), join(folder, "loop.yaml"));
    expect(load(join(folder, "loop.yaml"))).toBe("/loop.yaml: cannot be read: its links lead in a circle");
  });

  it("when it has 50 MB", () => {
    expect(load(file("large.yaml", Buffer.alloc(50_000_000, 0x61)))).toBe(
      "/large.yaml: 50.0 MB is too large for a scenario file (at most 5 MB)",
    );
  });
});

describe("YAML is refused with line and column", () => {
  it("when it is invalid, all errors at once", () => {
    const message = parse("agents: [1, 2\nsimulation: {\n");
    expect(message).toMatch(/^s\.yaml:\d+:\d+: invalid YAML: /);
    expect(message.split("\n").length).toBeGreaterThan(1);
  });

  it("when a key stands twice", () => {
    expect(parse(`${GOOD}simulation: { seed: 2 }\n`)).toMatch(/^s\.yaml:5:1: invalid YAML: .*unique/i);
  });

  it("when it holds several documents", () => {
    expect(parse(`${GOOD}---\na: 1\n`)).toMatch(/^s\.yaml:\d+:\d+: invalid YAML: .*multiple documents/i);
  });

  it("when aliases multiply beyond reason", () => {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(", ")}]`);
    expect(parse(`l0: &l0 [x]\n${levels.join("\n")}\n`)).toMatch(/^s\.yaml: invalid YAML: excessive alias count/);
  });

  it("when the root is no map", () => {
    expect(parse("- a\n- b\n")).toBe("s.yaml:1:1: a scenario is a map of keys, this is a list");
    expect(parse("just text\n")).toBe('s.yaml:1:1: a scenario is a map of keys, this is the string "just text"');
  });
});

describe("a value is refused with its place and what would do", () => {
  const cases: readonly (readonly [what: string, text: string, message: string])[] = [
    ["a list where a map belongs", `${GOOD}governance: [1]\n`, "s.yaml:5:13: governance must be a map, got a list"],
    ["a map where a list belongs", "agents: { type: honest }\n", "s.yaml:1:9: agents must be a list, got a map"],
    ["no agents at all", "simulation: { seed: 1 }\n", 's.yaml:1:1: "agents" is missing'],
    ["an empty list of agents", "agents: []\n", "s.yaml:1:9: agents needs at least 1 entry, got a list"],
    [
      "an unknown key at the top",
      `${GOOD}governence: {}\n`,
      's.yaml:5:1: unknown key "governence" (did you mean "governance"?)',
    ],
    [
      "an unknown key in a block",
      `${GOOD}payoff: { s_plu: 1 }\n`,
      's.yaml:5:11: unknown key "s_plu" in payoff (did you mean "s_plus"?)',
    ],
    [
      "an unknown key in a lever",
      `${GOOD}governance:\n  audit_enable: true\n`,
      's.yaml:6:3: unknown key "audit_enable" in governance (did you mean "audit_enabled"?)',
    ],
    [
      "an unknown key in an agent",
      "agents:\n  - type: honest\n    cuont: 2\n",
      's.yaml:3:5: unknown key "cuont" in agents[0] (did you mean "count"?)',
    ],
    [
      "an unknown key in an agent's config",
      "agents:\n  - type: honest\n    config: { trust_wieght: 1 }\n",
      's.yaml:3:15: unknown key "trust_wieght" in agents[0].config (did you mean "trust_weight"?)',
    ],
    [
      "text where a number belongs",
      `${GOOD}payoff: { h: much }\n`,
      's.yaml:5:14: payoff.h must be a number, got "much"',
    ],
    [
      "a probability above 1",
      `${GOOD}governance: { audit_probability: 1.5 }\n`,
      "s.yaml:5:34: governance.audit_probability must be at most 1, got 1.5",
    ],
    ["a negative count", "agents: [{ count: -2 }]\n", "s.yaml:1:19: agents[0].count must be at least 0, got -2"],
    [
      "a count beyond all means",
      "agents: [{ count: 1e18 }]\n",
      "s.yaml:1:19: agents[0].count must be at most 10000000, got 1000000000000000000",
    ],
    [
      "a fractional count",
      "agents: [{ count: 1.5 }]\n",
      "s.yaml:1:19: agents[0].count must be a whole number, got 1.5",
    ],
    ["nobody", "agents: [{ count: 0 }, { type: deceptive, count: 0 }]\n", "s.yaml:1:1: no agents: every count is 0"],
    ["an unknown agent type", "agents: [{ type: honset }]\n", "s.yaml:1:18: agents[0].type must be one of"],
    ["not a number", `${GOOD}payoff: { h: .nan }\n`, "s.yaml:5:14: payoff.h must be a finite number, got NaN"],
    ["infinity", `${GOOD}payoff: { h: .inf }\n`, "s.yaml:5:14: payoff.h must be a finite number, got Infinity"],
    [
      "a seed that is no integer",
      "agents: [{}]\nsimulation: { seed: 1.5 }\n",
      "s.yaml:2:21: simulation.seed must be a whole number, got 1.5",
    ],
    [
      "no epochs",
      "agents: [{}]\nsimulation: { n_epochs: 0 }\n",
      "s.yaml:2:25: simulation.n_epochs must be at least 1, got 0",
    ],
    [
      "a scenario_id with a path in it",
      `${GOOD}scenario_id: ../evil\n`,
      's.yaml:5:14: scenario_id is not allowed (letters, digits, . _ - and no leading dot; outputs are named after it), got "../evil"',
    ],
    [
      "a scenario_id that begins with a dot",
      `${GOOD}scenario_id: .hidden\n`,
      's.yaml:5:14: scenario_id is not allowed (letters, digits, . _ - and no leading dot; outputs are named after it), got ".hidden"',
    ],
    ["__proto__ as a key", `${GOOD}__proto__: { a: 1 }\n`, 's.yaml:5:1: unknown key "__proto__"'],
    [
      "__proto__ in a block",
      `${GOOD}governance: { __proto__: { audit_enabled: true } }\n`,
      's.yaml:5:15: unknown key "__proto__" in governance',
    ],
    [
      "two names of one key",
      `${GOOD}governance: { transaction_tax: 0.1, transaction_tax_rate: 0.2 }\n`,
      "s.yaml:5:15: governance.transaction_tax and governance.transaction_tax_rate are two names of one key: give one of them",
    ],
    [
      "a criterion that is no number",
      `${GOOD}success_criteria: { toxicity_threshold: low }\n`,
      's.yaml:5:41: success_criteria.toxicity_threshold must be a number, got "low"',
    ],
  ];

  it.each(cases)("%s", (_what, text, message) => {
    expect(parse(text).startsWith(message) ? message : parse(text)).toBe(message);
  });

  it("names the nearest agent type", () => {
    expect(parse("agents: [{ type: honset }]\n")).toContain('(did you mean "honest"?), got "honset"');
  });

  it("and every fault of the file is told at once, in order of the checks", () => {
    const text = "agents:\n  - type: honset\n  - count: -1\npayoff: { theta: 2 }\nnonsense: 1\n";
    const faults = parse(text).split("\n");
    expect(faults).toHaveLength(4);
    for (const place of ["s.yaml:2:11", "s.yaml:3:12", "s.yaml:4:18", "s.yaml:5:1"]) {
      expect(
        faults.some((fault) => fault.startsWith(place)),
        place,
      ).toBe(true);
    }
  });
});

describe("an override", () => {
  it("reaches any key, and the last one wins", () => {
    const set = ["governance.audit_probability=0.3", "agents.0.count=5", "agents[0].config.trust_weight=0.9"];
    const { spec } = parseScenario(GOOD, "s.yaml", { set, seed: 7, epochs: 3, steps: 4 });
    expect(spec.governance.audit_probability).toBe(0.3);
    expect(spec.agents[0].count).toBe(5);
    expect(spec.agents[0].config.trust_weight).toBe(0.9);
    expect(spec.simulation).toMatchObject({ seed: 7, n_epochs: 3, steps_per_epoch: 4 });
  });

  it("with an unknown path is refused and named", () => {
    expect(parse(GOOD, { set: ["governance.audit_probabilty=0.3"] })).toBe(
      '--set governance.audit_probabilty=0.3: unknown key "audit_probabilty" in governance (did you mean "audit_probability"?)',
    );
    expect(parse(GOOD, { set: ["agents.4.count=1"] })).toBe(
      '--set agents.4.count=1: agents is a list of 1: there is no entry "4" (the first is 0)',
    );
    expect(parse(GOOD, { set: ["simulation.seed.deep=1"] })).toBe(
      '--set simulation.seed.deep=1: simulation.seed is no map: there is no "deep" in it',
    );
  });

  it("with a bad value is refused and named", () => {
    expect(parse(GOOD, { set: ["payoff.h=-1"] })).toBe("--set payoff.h=-1: payoff.h must be at least 0, got -1");
    expect(parse(GOOD, { set: ["nothing"] })).toBe("--set nothing: an override is written key=value");
    expect(parse(GOOD, { set: ["payoff.h=[1"] })).toMatch(/^--set payoff\.h=\[1: the value is no YAML: /);
  });

  it("cannot touch the prototype of anything", () => {
    expect(parse(GOOD, { set: ["__proto__.polluted=1"] })).toContain('unknown key "__proto__"');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
