import { describe, expect, it } from "vitest";
import { WIDTH } from "../../src/cli/format-text.js";
import { runSummary } from "../../src/cli/run-summary.js";
import type { Manifest } from "../../src/records/manifest.js";
import type { RecordedRun } from "../../src/records/record-run.js";

const figures = { toxicity_rate: 0.25, toxicity_rate_all: 0.5, quality_gap: null, spread: 0, other: 9 };

const manifest: Manifest = {
  manifest_version: 1,
  tool: { name: "swarm-lab", version: "0.1.0" },
  command: ["swarm", "run", "pond.yaml"],
  scenario: {
    file: "pond.yaml",
    id: "pond",
    parameters_sha256: "0".repeat(64),
    parameters: { simulation: { n_epochs: 12, steps_per_epoch: 1 } },
  },
  seed: 7,
  semantics: { name: "native", differences: {} },
  counts: {
    agents: 3,
    epochs: 12,
    empty_epochs: 1,
    agent_steps: 1234,
    failed_actions: 2,
    proposals: 40,
    pending_proposals: 0,
    interactions: 40,
    events: 5000,
    posts: 1,
    votes: 1,
    frozen_agents: 1,
    mean_frozen_agents: 0.5,
  },
  metrics: { pooled: figures, epoch_means: { ...figures, toxicity_rate: 0.375 } },
  levers: [
    { name: "transaction_tax", acted: true },
    { name: "staking", acted: false },
  ],
  activity: [
    { source: "transaction_tax", action: "cost", count: 1500, amount: 12.5, by_type: { honest: 1200, deceptive: 300 } },
    { source: "perturbations", action: "shock", count: 1, amount: 0, by_type: {} },
  ],
  criteria: [
    { key: "min_epochs", verdict: "PASS", limit: 10, direction: "at least", measured: 12 },
    { key: "max_toxicity", verdict: "FAIL", limit: 0.5, direction: "at most", measured: 0.62512 },
    { key: "cache_corruption", verdict: "not checkable", limit: 1, reason: "nobody measures it" },
  ],
  warnings: [
    { message: "a key has no effect", file: "pond.yaml", line: 4, column: 3 },
    { message: "an option does nothing", file: "--set a=1" },
    { message: "another key has none", file: "pond.yaml", line: 14, column: 3 },
  ],
  files: [
    { role: "events", path: "logs/e.jsonl", bytes: 1_500_000, sha256: "0".repeat(64) },
    { role: "metrics", path: "logs/m.csv", bytes: 900, sha256: "0".repeat(64) },
  ],
  run: {
    started_at: "2026-01-01T00:00:00.000Z",
    ended_at: "2026-01-01T00:00:01.000Z",
    seconds: 1,
    simulation_seconds: 0.5,
    host: "here",
    platform: "linux x64",
    node: "v20.19.0",
    working_directory: "/lab",
  },
};

const summary = (changes: Partial<Manifest> = {}) => {
  const agents = ["honest", "deceptive", "honest"].map((agent_type) => ({ agent_type }));
  const rows = [{ toxicity_rate: 0.125, toxicity_rate_all: 0.5 }, {}, { toxicity_rate: 0.75, quality_gap: -0.5 }];
  const result = { agents, rows } as unknown as RecordedRun["result"];
  return runSummary({ manifest: { ...manifest, ...changes }, manifestPath: "logs/manifest.json", result });
};

describe("the summary of a run", () => {
  it("begins with what was run: scenario, seed, size, semantics, population, turns", () => {
    expect(summary().split("\n").slice(0, 4)).toEqual([
      "pond  seed 7  12 epochs x 1 step  native semantics",
      "3 agents: 2 honest, 1 deceptive",
      "40 interactions; 1,234 turns, 2 without effect; 1 epoch without any interaction; 1 agent frozen at",
      "the end",
    ]);
  });

  it("has six figures: pooled, as a mean over epochs, of the first epoch and of the last", () => {
    const lines = summary().split("\n");
    const row = (name: string) => lines.find((line) => line.startsWith(`${name} `))?.split(/ +/);
    expect(row("metric")).toEqual(["metric", "pooled", "epoch", "mean", "first", "epoch", "last", "epoch"]);
    expect(row("toxicity_rate")).toEqual(["toxicity_rate", "0.2500", "0.3750", "0.1250", "0.7500"]);
    expect(row("toxicity_rate_all")).toEqual(["toxicity_rate_all", "0.5000", "0.5000", "0.5000", "-"]);
    expect(row("quality_gap")).toEqual(["quality_gap", "-", "-", "-", "-0.5000"]);
    expect(row("conditional_loss_counterparty")).toEqual(["conditional_loss_counterparty", "-", "-", "-", "-"]);
    expect(row("other")).toBeUndefined();
    expect(summary()).toContain("-: not defined.");
  });

  it("has a column of means with zeros where the reference system is replayed", () => {
    const zeros = { ...manifest.metrics, epoch_means_with_zeros: { ...figures, toxicity_rate: 0.0625 } };
    const text = summary({ metrics: zeros });
    expect(text).toMatch(/\nmetric +pooled +epoch mean +with zeros +first epoch +last epoch\n/);
    expect(text).toMatch(/\ntoxicity_rate +0\.2500 +0\.3750 +0\.0625 +0\.1250 +0\.7500\n/);
    expect(text).toContain("with zeros: epochs without data count as 0");
  });

  it("says what levers did, how often, how much and on whom, and which never acted", () => {
    expect(summary()).toMatch(/\n {2}transaction_tax +cost +1,500 +12\.50 +honest 1,200, deceptive 300\n/);
    expect(summary()).toMatch(/\n {2}perturbations +shock +1\n/);
    expect(summary()).toContain("\n  staking is configured and never acted\n");
    expect(summary({ levers: [], activity: [] })).toContain("What the levers did\n  none is configured\n");
  });

  it("has a verdict for each criterion with what was measured, or why it cannot be checked", () => {
    expect(summary()).toContain(
      "Success criteria\n" +
        "  PASS           min_epochs        12 (at least 10)\n" +
        "  FAIL           max_toxicity      0.6251 (at most 0.5)\n" +
        "  not checkable  cache_corruption  nobody measures it\n",
    );
    expect(summary({ criteria: [] })).toContain("Success criteria\n  none\n");
  });

  it("groups warnings by file, in order, and leaves the rest of a long list to the manifest", () => {
    expect(summary()).toContain(
      "Warnings\n  pond.yaml\n    4:3   a key has no effect\n    14:3  another key has none\n  --set a=1\n      an option does nothing\n",
    );
    const many = Array.from({ length: 25 }, (_, line) => ({ message: "again", file: "x", line: line + 1, column: 1 }));
    const text = summary({ warnings: many });
    expect(text.match(/again/g)).toHaveLength(20);
    expect(text).toContain("    and 5 more: see the manifest\n");
    expect(summary({ warnings: [] })).toContain("Warnings\n  none\n");
  });

  it("ends with the files", () => {
    expect(summary().split("\n").slice(-4)).toEqual([
      "Files",
      "  logs/e.jsonl        5,000 events, 1.5 MB",
      "  logs/m.csv          900 B",
      "  logs/manifest.json  manifest",
    ]);
  });

  it("fits a terminal of 100 columns, has no blanks at line ends, and no colour where there is no terminal", () => {
    const reason = "a long reason ".repeat(20);
    const by_type = Object.fromEntries(Array.from({ length: 9 }, (_, type) => [`some_long_type_${type}`, 1000]));
    const text = summary({
      criteria: [{ key: "k", verdict: "not checkable", limit: 1, reason }],
      activity: [{ source: "collusion", action: "reputation", count: 9000, amount: -1e-7, by_type }],
    });
    for (const line of text.split("\n")) {
      expect(line.length, line).toBeLessThanOrEqual(WIDTH);
      expect(line).toBe(line.trimEnd());
    }
    expect(text).not.toContain("\x1b");
  });

  it("shows control characters instead of obeying them", () => {
    const text = summary({ warnings: [{ message: "say \x1b[2J", file: "a\rb" }] });
    expect(text).toContain("a\\x0db");
    expect(text).toContain("say \\x1b[2J");
  });
});
