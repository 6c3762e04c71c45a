import { beforeEach, describe, expect, it } from "vitest";
import type { Comparison } from "../../src/analysis/compare/comparison.js";
import { given, NO_AUDITS, POND, pond } from "../support/pond.js";
import { filesBelow } from "../support/temporary.js";

const here = pond();
const { write, read, compare, ofTables, comparison } = here;

describe("swarm compare on finished runs", () => {
  beforeEach(async () => {
    await compare("pond.yaml", ...NO_AUDITS, "--seeds", "8", "--quiet");
  });

  it("comes to the same differences from its own table", async () => {
    const { code, stdout } = await ofTables("logs/pond_runs.csv");
    expect(code).toBe(0);
    expect(stdout).toContain("paired by seed");
    const [first, again] = [comparison(), comparison("logs/pond_tables_comparison.json")];
    const { interval: _, test: __, p_holm: ___, ...figures } = again.metrics[0].differences[0];
    expect(first.metrics[0].differences[0]).toMatchObject(figures);
    expect(again.design).toMatchObject({ source: "tables", estimand: "as_tabled" });
    expect(again.validity).toBeNull();
  });

  it("takes a table per arm, and says that arms of other seeds are not paired", async () => {
    write("a.csv", "seed,toxicity_rate,harm\n1,0.3,4\n2,0.35,5\n3,0.31,3\n");
    write("b.csv", "seed,toxicity_rate,harm\n11,0.2,4\n12,0.25,2\n13,,3\n14,0.22,1\n");
    const { stdout } = await ofTables("a.csv", "b.csv", "--metrics", "harm");
    expect(stdout).toContain("unpaired (the arms have no seed in common)");
    expect(stdout).toContain('toxicity_rate is undefined in 0 of 3 runs of "a" (0 %) and 1 of 4 runs of "b" (25 %)');
    const { metrics } = comparison("logs/a_tables_comparison.json");
    expect(metrics.map(({ metric, unit }) => [metric, unit])).toEqual([
      ["toxicity_rate", "probability"],
      ["harm", "unknown"],
    ]);
    // 0.67 / 3 - 0.96 / 3
    expect(given(metrics[0].differences[0].estimate)).toBeCloseTo((0.67 - 0.96) / 3, 12);
  });

  it("takes an arm per point of a sweep", async () => {
    write(
      "sweep_results.csv",
      "run,point,seed,governance.audit_probability,toxicity_rate,error\n" +
        "0,0,1,0.1,0.3,\n1,0,2,0.1,0.4,\n2,1,1,0.5,0.2,\n3,1,2,0.5,0.25,\n",
    );
    expect((await ofTables("sweep_results.csv", "--quiet")).code).toBe(0);
    const { arms } = comparison("logs/sweep_tables_comparison.json");
    expect(arms.map(({ name }) => name)).toEqual(["audit_probability=0.1", "audit_probability=0.5"]);
  });

  it("puts recorded runs together by their parameters, and finds the same as when it runs them itself", async () => {
    const tables: string[] = [];
    for (const [arm, audits] of [
      ["a", "true"],
      ["b", "false"],
    ]) {
      for (const seed of ["1", "2", "3"]) {
        const out = `runs/${arm}${seed}`;
        tables.push(`${out}/pond_metrics.csv`);
        const set = ["--set", `governance.audit_enabled=${audits}`];
        await here.swarm("run", "pond.yaml", "--seed", seed, ...set, "--out", out, "--quiet");
      }
    }
    const { code, stderr } = await ofTables(...tables, "--quiet", "--name", "recorded");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    await compare("pond.yaml", ...NO_AUDITS, "--seeds", "3", "--quiet", "--name", "here");
    const [recorded, own] = ["recorded", "here"].map((name) => comparison(`logs/${name}_comparison.json`));
    expect(recorded.arms.map(({ name }) => name)).toEqual(["pond", "audit_enabled=false"]);
    for (const part of ["metrics", "price", "types"] as const) {
      const text = JSON.stringify(own[part]).replaceAll('"base"', '"pond"');
      expect(recorded[part]).toEqual(JSON.parse(text.replaceAll('"no audits"', '"audit_enabled=false"')));
    }
    const bare = ({ trajectories }: Comparison) => trajectories.map(({ arm: _, ...course }) => course);
    expect(bare(recorded)).toEqual(expect.arrayContaining(bare(own)));
  });
});

describe("swarm compare refuses tables", () => {
  const refused = async (args: readonly string[], ...messages: readonly string[]) => {
    const { code, stderr } = await ofTables(...args);
    expect(code).toBe(2);
    for (const message of messages) expect(stderr).toContain(message);
    expect(filesBelow(here.folder).filter((name) => name.endsWith("_comparison.json"))).toEqual([]);
  };
  const GOOD = "seed,n_epochs,toxicity_rate\n1,4,0.3\n2,4,0.4\n3,4,0.35\n";

  it("that a crash has cut: in a row, at its end, between rows, or as a whole", async () => {
    write("a.csv", GOOD);
    write("b.csv", GOOD.replace("0.35\n", "0.3"));
    await refused(["a.csv", "b.csv"], "b.csv:4: no line end after the last row: the table is cut");
    write("b.csv", GOOD.replace("3,4,0.35\n", "3,"));
    await refused(["a.csv", "b.csv"], "b.csv:4: the row has 2 fields, the header has 3: the file seems to be cut");
    write("b.csv", GOOD.replace("3,4,0.35\n", "").replace("0.4", "0.5"));
    await refused(["a.csv", "b.csv"], "is one of the tables cut?");
    write("b.csv.partial", GOOD);
    await refused(["a.csv", "b.csv.partial"], "the table of a sweep that has not come to its end");
  });

  it("of a sweep that has fewer rows than its study has runs", async () => {
    write(
      "study.yaml",
      `study: taxes
base: pond.yaml
set: { simulation.n_epochs: 2 }
design: { kind: grid }
vary: [{ path: governance.transaction_tax_rate, values: [0, 0.2] }]
seeds: { count: 3 }
`,
    );
    await here.swarm("sweep", "study.yaml", "--threads", "1", "--quiet");
    expect((await ofTables("logs/taxes_results.csv", "--quiet", "--out", "whole")).code).toBe(0);
    const { arms, design } = comparison("whole/taxes_tables_comparison.json");
    expect(arms.map(({ name, scenario_id }) => [name, scenario_id])).toEqual([
      ["transaction_tax_rate=0", "pond"],
      ["transaction_tax_rate=0.2", "pond"],
    ]);
    expect(design.pairing).toBe("paired by seed");
    const lines = read("logs/taxes_results.csv").trimEnd().split("\n");
    write("logs/taxes_results.csv", `${lines.slice(0, -1).join("\n")}\n`);
    const { code, stderr } = await ofTables("logs/taxes_results.csv");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "logs/taxes_results.csv: the table is cut: the study taxes has 6 runs, here are 5\n",
    });
  });

  it("that are not the ones their comparison or manifest was made with", async () => {
    await compare("pond.yaml", ...NO_AUDITS, "--seeds", "3", "--quiet", "--out", "x");
    const text = read("x/pond_runs.csv");
    write("x/pond_runs.csv", text.slice(0, text.lastIndexOf("\n", text.length - 2) + 1));
    const { code, stderr } = await ofTables("x/pond_runs.csv");
    expect(code).toBe(2);
    expect(stderr).toContain("x/pond_runs.csv: not the table that x/pond_comparison.json was made from");
    await here.swarm("run", "pond.yaml", "--out", "y", "--quiet");
    write("z_metrics.csv", read("y/pond_metrics.csv"));
    expect((await ofTables("z_metrics.csv")).stderr).toContain("no manifest beside it says of which scenario");
    write("y/pond_metrics.csv", read("y/pond_metrics.csv").replace(/\n3,.*\n$/, "\n"));
    expect((await ofTables("y/pond_metrics.csv")).stderr).toContain("not the table that its manifest lists");
  });

  it("of different lengths", async () => {
    write("a.csv", GOOD);
    write("b.csv", GOOD.replaceAll(",4,", ",5,").replace("0.4", "0.5"));
    await refused(["a.csv", "b.csv"], 'the runs are of different lengths, in epochs: "a" 4, "b" 5');
    for (const [out, epochs] of [
      ["p", "3"],
      ["q", "4"],
    ]) {
      await here.swarm("run", "pond.yaml", "--out", out, "--epochs", epochs, "--quiet");
    }
    await refused(["p/pond_metrics.csv", "q/pond_metrics.csv"], "this run has 4 epochs of 5 steps");
  });

  it("of different scenarios", async () => {
    write("lake.yaml", POND.replace("pond", "lake").replace("count: 3", "count: 4"));
    for (const name of ["pond", "lake"]) {
      await here.swarm("run", `${name}.yaml`, "--out", "r", "--quiet");
    }
    const message = "r/pond_metrics.csv is of the scenario pond, r/lake_metrics.csv of lake";
    await refused(["r/pond_metrics.csv", "r/lake_metrics.csv"], message);
  });

  it("with failed runs, single runs, text for figures, the same runs twice, or one arm alone", async () => {
    write("a.csv", GOOD);
    write("b.csv", "seed,toxicity_rate,error\n1,0.3,\n2,,out of memory\n3,0.2,\n");
    await refused(["a.csv", "b.csv"], "b.csv:3: this run failed (out of memory)");
    write("b.csv", "seed,toxicity_rate\n1,0.3\n");
    await refused(["a.csv", "b.csv"], '"b" has one run');
    write("b.csv", "seed,toxicity_rate\n1,0.3\n2,NaN\n3,0.2\n");
    await refused(["a.csv", "b.csv"], 'b.csv:3: column "toxicity_rate": "NaN" is not a number');
    write("b.csv", GOOD);
    await refused(["a.csv", "b.csv"], '"b" and "a" hold the same runs, figure by figure');
    await refused(["a.csv"], 'the tables hold one arm, "a"');
  });
});
