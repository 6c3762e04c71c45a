import { describe, expect, it } from "vitest";
import { type HistoryReader, InteractionHistory } from "../../src/governance/history.js";
import { AGENTS, historyOf, row } from "../support/histories.js";

/** Writes down what it hears. */
function listener(): HistoryReader & { heard: string[] } {
  const heard: string[] = [];
  return {
    heard,
    pushed: (at) => void heard.push(`pushed ${at}`),
    costsChanged: (at) => void heard.push(`costs ${at}`),
    cleared: () => void heard.push("cleared"),
  };
}

describe("interaction history", () => {
  it("keeps every field while it grows", () => {
    const history = new InteractionHistory(AGENTS);
    for (let i = 0; i < 200; i++) history.push(row({ id: 1000 + i, initiator: i % 3, counterparty: 3, timeMs: i / 8 }));
    history.push(row({ accepted: false, p: 0.1, tau: -2, costA: 0.3, costB: 0.4, rA: 0.5, misuse: 6, rejections: 7 }));
    expect([history.id[150], history.initiator[150], history.timeMs[150]]).toEqual([1150, 0, 18.75]);
    const saved = history.save();
    const last = Object.fromEntries(Object.entries(saved).map(([name, column]) => [name, column[200]]));
    expect(last).toEqual({
      id: 0,
      initiator: 0,
      counterparty: 1,
      accepted: 0,
      p: 0.1,
      tau: -2,
      costA: 0.3,
      costB: 0.4,
      rA: 0.5,
      misuse: 6,
      rejections: 7,
      timeMs: 0,
    });
  });

  it("comes back from JSON in place of the rows that were there", () => {
    const saved = historyOf([row({ p: 0.25, costA: 1 / 3 }), row({ accepted: false, initiator: 4 })]).save();
    const history = historyOf([row(), row(), row()]);
    history.restore(JSON.parse(JSON.stringify(saved)));
    expect(history.length).toBe(2);
    expect(history.save()).toEqual(saved);
  });

  it("tells its readers of the rows already there, of new ones, of new costs and of its end", () => {
    const history = historyOf([row()]);
    const reader = listener();
    history.attach(reader);
    history.setCosts(history.push(row()), 1, 2);
    history.clear();
    history.push(row());
    expect(reader.heard).toEqual(["pushed 0", "pushed 1", "costs 1", "cleared", "pushed 0"]);
  });

  it("refuses parties that are no agent index, rows that do not exist and saved columns of unequal length", () => {
    const history = historyOf([row()]);
    for (const initiator of [-1, 0.5, AGENTS, Number.NaN]) {
      expect(() => history.push(row({ initiator }))).toThrow(/agent index below 8/);
    }
    expect(() => history.push(row({ counterparty: AGENTS }))).toThrow(/agent index below 8/);
    expect(() => history.setCosts(1, 0, 0)).toThrow("the history has no row 1");
    expect(() => history.restore({ ...history.save(), tau: [] })).toThrow("tau has 0 rows, id has 1");
    expect(history.length).toBe(1);
  });
});
