import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { loadStudy } from "../../src/batch/study.js";
import { checkStudy } from "../../src/batch/study-check.js";
import { studyIdentity } from "../../src/batch/study-identity.js";
import { DEFAULT_METRICS } from "../../src/batch/study-metrics.js";
import { GRID, TINY, tinyStudy, writeStudy } from "../support/studies.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

/** What a study is refused with, line by line, without the folder; `lines` begin in line 3. */
function refusal(lines: string, base = TINY): readonly string[] {
  const folder = temporary();
  try {
    checkStudy(tinyStudy(folder, lines, base));
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(`${folder}/`, "").split("\n");
    throw error;
  }
  throw new Error("the study was not refused");
}

const vary = (factor: string, kind = "grid") =>
  `design: { kind: ${kind}${kind === "grid" ? "" : ", points: 4"} }\nvary: [${factor}]\nseeds: [1, 2]`;

describe("a study", () => {
  it("knows its points, seeds and runs", () => {
    const study = tinyStudy(temporary(), GRID);
    expect(study.design.size).toBe(6);
    expect(study.runs).toBe(12);
    expect([0, 1].map(study.seeds.at)).toEqual([1, 2]);
    expect(study.metrics).toBe(DEFAULT_METRICS);
    expect(checkStudy(study)).toEqual({ warnings: [], notes: [], material: [] });
  });

  it("takes values of a range for a grid, and every whole number where it is not told how many", () => {
    const study = tinyStudy(
      temporary(),
      `design: { kind: grid }
vary:
  - { path: payoff.h, from: 1, to: 100, log: true, levels: 3 }
  - { path: agents.0.count, from: 1, to: 4, int: true }
seeds: { start: 10, count: 3, step: 5 }`,
    );
    expect(study.factors.map(({ scale }) => scale.kind === "list" && scale.values.flat())).toEqual([
      [1, 10, 100],
      [1, 2, 3, 4],
    ]);
    expect([0, 1, 2].map(study.seeds.at)).toEqual([10, 15, 20]);
  });

  it("is the same whatever its file is called and wherever it lies, and another when anything in it changes", () => {
    const here = tinyStudy(temporary(), GRID);
    const there = join(temporary(), "deeper");
    mkdirSync(join(there, "studies"), { recursive: true });
    writeFileSync(join(there, "t.yaml"), `# the same\n${TINY}`);
    const other = (lines: string) => {
      writeFileSync(join(there, "studies/x.yaml"), `# a comment\nbase: ../t.yaml\nstudy: s\n${lines}`);
      return studyIdentity(loadStudy(join(there, "studies/x.yaml")), []);
    };
    expect(other(GRID)).toEqual(studyIdentity(here, []));
    expect(other(GRID.replace("count: 2", "count: 3"))).not.toEqual(studyIdentity(here, []));
    expect(other(GRID.replace("[1, 2]", "[1, 3]"))).not.toEqual(studyIdentity(here, []));
  });

  it("may vary what only matters where another factor switches it on, and says which points repeat", () => {
    const study = tinyStudy(
      temporary(),
      `design: { kind: grid }
vary:
  - { path: governance.audit_enabled, values: [false, true] }
  - { path: governance.audit_probability, values: [0.1, 0.5, 0.9] }
seeds: [1]`,
    );
    expect(checkStudy(study).notes).toEqual([
      "2 of 6 points run the same as an earlier one: where a lever is off, its other keys change nothing",
    ]);
  });

  it("may have values that are only allowed together", () => {
    const base = TINY.replace("count: 2", "count: 0").replace("count: 1", "count: 0");
    const together = "{ path: [agents.0.count, agents.1.count], values: [[2, 0], [0, 2]] }";
    expect(checkStudy(tinyStudy(temporary(), vary(together), base)).notes).toEqual([]);
  });
});

describe("a study file is refused with every fault and its place", () => {
  it("when its form is wrong", () => {
    expect(refusal("desing: { kind: grid }\nvary: []\nseeds: {}")).toEqual([
      'study.yaml:1:1: "design" is missing',
      'study.yaml:3:1: unknown key "desing" (did you mean "design"?)',
      "study.yaml:4:7: vary needs at least 1 entry, got a list",
      'study.yaml:5:1: seeds: "count" is missing',
    ]);
    expect(refusal("design: { kind: gird }\nvary: [{ path: payoff.h, values: [] }]\nseeds: [a]")).toEqual([
      'study.yaml:3:17: design.kind must be one of grid, random, latin_hypercube, saltelli (did you mean "grid"?), got "gird"',
      "study.yaml:4:34: vary[0].values needs at least 1 entry, got a list",
      'study.yaml:5:9: seeds[0] must be a whole number, got "a"',
    ]);
  });

  it("when its parts do not go together", () => {
    const lines = `design: { kind: grid, points: 5, seed: 3 }
vary:
  - { path: payoff.h, values: [1] }
  - { path: payoff.theta, from: 0.6, to: 0.5, levels: 2 }
  - { path: payoff.rho_a, from: 0, to: 0.5, log: true }
  - { path: payoff.rho_b, values: [0.1, 0.2, 0.1], int: true }
  - { path: agents.0.count, from: 1.5, to: 4, int: true }
  - { path: [agents.1.count, payoff.h], values: [[1, 2], 3] }
  - { path: simulation.n_epochs }
seeds: [1, 2, 1]
metrics: [toxicity_rat, spread, spread]`;
    expect(refusal(lines)).toEqual([
      "study.yaml:3:23: design.points has no effect: a grid takes every combination",
      "study.yaml:3:34: design.seed has no effect: a grid draws nothing",
      "study.yaml:5:23: vary[0].values has one value: nothing varies; give it under set",
      "study.yaml:6:42: vary[1].to must be greater than from, 0.6, got 0.5",
      "study.yaml:7:33: vary[2].from must be greater than 0 on a logarithmic scale, got 0",
      "study.yaml:7:5: vary[2] needs levels: how many values of the range the grid takes",
      "study.yaml:8:52: vary[3].int goes with a range, and values are listed",
      "study.yaml:8:46: vary[3].values[2] is the same as values[0]",
      "study.yaml:9:35: vary[4].from must be a whole number, got 1.5",
      "study.yaml:10:58: vary[5].values[1] must be a list of 2, a value for each path, got one value",
      "study.yaml:11:5: vary[6] needs values, or from and to",
      "study.yaml:10:30: vary[5].path[1] sets the same as vary[0].path: payoff.h",
      "study.yaml:12:15: seeds[2] is the same as seeds[0]",
      'study.yaml:13:11: metrics[0] is no figure of a run: unknown metric "toxicity_rat" (did you mean "toxicity_rate"?); swarm metrics lists them',
      "study.yaml:13:33: metrics[2] is the same as metrics[1]",
    ]);
    expect(
      refusal("design: { kind: saltelli }\nvary: [{ path: payoff.h, from: 1, to: 2, levels: 3 }]\nseeds: [1]"),
    ).toEqual([
      "study.yaml:3:1: design needs points: how many a saltelli design draws",
      "study.yaml:4:42: vary[0].levels has no effect: a saltelli design draws from the range",
    ]);
  });

  it.each([
    ["scenario_id", "it is a name"],
    ["outputs.event_log", "a sweep writes one table for all runs"],
    ["success_criteria.min_epochs", "it judges runs and does not change them"],
  ])("when it varies %s", (path, why) => {
    expect(refusal(vary(`{ path: ${path}, values: [1, 2] }`))).toEqual([
      `study.yaml:4:16: vary[0].path changes nothing that is measured: ${why}`,
    ]);
  });

  it("when it varies the seed, or sets what it varies", () => {
    const lines = `set: { payoff.h: 1, simulation.seed: 4 }\n${vary("{ path: payoff.h, values: [1, 2] }")}`;
    expect(refusal(lines)).toEqual([
      "study.yaml:3:21: set.simulation.seed has no effect: runs take their seeds from seeds",
      "study.yaml:5:16: vary[0].path sets the same as set.payoff.h: payoff.h",
    ]);
  });

  it("when a path leads nowhere or a value is outside of the scenario's schema, the listed values and both ends of ranges", () => {
    const lines = `set: { payof.h: 3 }
design: { kind: random, points: 2 }
vary:
  - { path: governance.audit_probabilty, values: [0.1, 0.5] }
  - { path: agents.7.count, values: [1, 2] }
  - { path: payoff.theta, from: 0.5, to: 1.5 }
  - { path: [agents.0.count, agents.1.count], values: [[1, -1], [1, many]] }
seeds: [1]`;
    expect(refusal(lines).toSorted()).toEqual([
      'study.yaml:3:8: unknown key "payof" (did you mean "payoff"?)',
      'study.yaml:6:13: unknown key "audit_probabilty" in governance (did you mean "audit_probability"?)',
      'study.yaml:7:13: agents is a list of 2: there is no entry "7" (the first is 0)',
      "study.yaml:8:13: payoff.theta must be at most 1, got 1.5",
      "study.yaml:9:56: agents[1].count must be at least 0, got -1",
      'study.yaml:9:65: agents[1].count must be a whole number, got "many"',
    ]);
  });

  it("when a point cannot be run, with the point", () => {
    expect(refusal(vary("{ path: [agents.0.count, agents.1.count], name: mix, values: [[1, 1], [0, 0]] }"))).toEqual([
      "tiny.yaml:3:1: no agents: every count is 0 (where mix=0/0)",
    ]);
  });

  it.each(["grid", "random"])("when a factor or a value changes nothing in a %s design", (kind) => {
    expect(refusal(vary("{ path: governance.audit_probability, values: [0.1, 0.5] }", kind))).toEqual([
      "study.yaml:4:16: governance.audit_probability changes nothing in a run: the lever random_audit is off",
    ]);
    expect(refusal(vary("{ path: payoff.w_rep, values: [1, 2] }", kind))).toEqual([
      "study.yaml:4:16: payoff.w_rep changes nothing in a run: proposals carry no reputation term, in the reference system neither",
    ]);
    const same =
      "{ path: [governance.audit_enabled, governance.audit_probability], values: [[false, 0.1], [true, 0.1], [false, 0.3]] }";
    expect(refusal(vary(same, kind))).toEqual([
      "study.yaml:4:110: governance.audit_enabled + governance.audit_probability: false/0.3 changes nothing beside false/0.1",
    ]);
  });

  it("when its scenario cannot be read or has faults of its own, each told once", () => {
    const folder = temporary();
    const file = writeStudy(folder, GRID);
    writeFileSync(file, `study: s\nbase: none.yaml\n${GRID}`);
    expect(() => loadStudy(file)).toThrow(`study.yaml:2:7: base ${folder}/none.yaml: cannot be read: no such file`);
    expect(refusal(GRID, `${TINY}payof: { h: 1 }\n`)).toEqual([
      'tiny.yaml:5:1: unknown key "payof" (did you mean "payoff"?)',
    ]);
  });

  it("when it asks for too many runs", () => {
    const lines = `design: { kind: random, points: 5000000 }\nvary: [{ path: payoff.h, from: 1, to: 2 }]\nseeds: { count: 3 }`;
    expect(refusal(lines)).toEqual(["study.yaml:3:1: 5000000 points x 3 seeds are too many runs: at most 10000000"]);
  });

  it("when its seeds share random streams in a replay of the reference system", () => {
    const lines = (seeds: string) =>
      `compat: swarm-1.9\ndesign: { kind: grid }\nvary: [{ path: agents.0.count, values: [2, 5] }]\nseeds: ${seeds}`;
    expect(refusal(lines("{ count: 3, step: 6 }"))).toEqual([
      "study.yaml:6:1: seeds that are 6 apart share random streams under compat, where agent k draws from seed + k: " +
        "with up to 6 agents they must be at least 7 apart (seeds: { count, step: 7 })",
    ]);
    expect(checkStudy(tinyStudy(temporary(), lines("[21, 0, 14, 7]"))).notes).toEqual([]);
    expect(refusal(lines("[21, 1, 12, 7]"))).toHaveLength(1);
  });
});
