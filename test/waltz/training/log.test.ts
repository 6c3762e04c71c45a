import { describe, expect, it } from "vitest";
import type { IterationRow } from "../../../src/waltz/training/iteration-row.js";
import { type LogRow, logRow, supervisedLogRow } from "../../../src/waltz/training/log-row.js";
import { Trainer } from "../../../src/waltz/training/trainer.js";
import { trainingChart } from "../../../src/waltz/training/training-chart.js";
import { settings, toy, untrained } from "../support.js";

describe("a row of the log", () => {
  const row = new Trainer(toy, settings("stage1"), untrained(), 1).step();

  it("has a column for each figure, in an order that stays, and those of each agent under its name", () => {
    expect(Object.keys(logRow(row))).toEqual([
      ...["iteration", "first_reward", "final_reward", "unsafe_rate", "overrefusal_rate", "trigger_rate", "improved"],
      ...["worsened", "label_accuracy", "parse_errors", "quality_improvement"],
      ...["reward", "answer", "kl", "clip_share", "gradient_norm"].map((name) => `conversation_${name}`),
      ...["reward", "dir", "label", "format", "kl", "clip_share", "gradient_norm"].map((name) => `feedback_${name}`),
      ...["calls", "alarms"],
    ]);
    expect(logRow(row)).toMatchObject({
      iteration: 1,
      final_reward: row.finalReward,
      feedback_dir: row.agents.feedback.parts.dir,
      conversation_gradient_norm: undefined,
      alarms: undefined,
    });
  });

  it("names all alarms of the step", () => {
    const loud: IterationRow = { ...row, alarms: ["reward", "kl feedback"] };
    expect(logRow(loud).alarms).toBe("reward kl feedback");
  });

  it("by examples has a loss for each agent", () => {
    const losses = { conversation: 0.5, feedback: undefined };
    expect(supervisedLogRow({ iteration: 4, losses })).toEqual({
      iteration: 4,
      conversation_loss: 0.5,
      feedback_loss: undefined,
    });
  });
});

describe("the chart of a training", () => {
  const titles = (rows: readonly LogRow[]) =>
    (trainingChart("toy, stage1", rows).spec.concat as readonly { readonly title: string }[]).map(({ title }) => title);

  it("has a panel for what was measured, and none for what was not", () => {
    expect(titles([{ iteration: 1, final_reward: 1, conversation_kl: 0 }])).toEqual([
      "reward of answers",
      "distance from reference, nats",
    ]);
    expect(titles([supervisedLogRow({ iteration: 1, losses: { conversation: 1, feedback: undefined } })])).toEqual([
      "loss on examples",
    ]);
  });

  it("shows at most 50 points a line, each the mean of its steps, and a gap where there was none", () => {
    const rows = Array.from({ length: 101 }, (_, at): LogRow => {
      return { iteration: at + 1, first_reward: at, final_reward: at < 3 ? undefined : 1 };
    });
    const { figures, description } = trainingChart("toy, stage1", rows);
    expect(description).toContain("over 101 steps");
    expect(figures.columns.map(({ head }) => head)).toEqual(["step", "first", "final"]);
    // By hand: three steps a point, so 34 points, the last of two steps.
    expect(figures.rows).toHaveLength(34);
    expect(figures.rows[0]).toEqual(["3", "1", ""]);
    expect(figures.rows[1]).toEqual(["6", "4", "1"]);
    expect(figures.rows.at(-1)).toEqual(["101", "99.5", "1"]);
  });
});
