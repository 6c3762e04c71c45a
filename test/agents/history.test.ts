import { describe, expect, it } from "vitest";
import { History } from "../../src/agents/history.js";

const learn = (history: History, counterparty: number, p: number, member = 0): void =>
  history.learn({ member, counterparty, p });

describe("history", () => {
  it("gives the mean p with a partner, and nothing of a stranger", () => {
    const history = new History(2);
    learn(history, 5, 0.25);
    learn(history, 5, 0.75);
    learn(history, 6, 0.9);
    expect(history.meanP(0, 5)).toBe(0.5);
    expect(history.meanP(0, 7)).toBeUndefined();
    expect(history.meanP(1, 5)).toBeUndefined();
  });

  it("remembers the last 500 interactions of a member, whoever they were with", () => {
    const history = new History(2);
    learn(history, 5, 1);
    learn(history, 5, 0.5);
    for (let times = 0; times < 499; times += 1) learn(history, 6, 0.2);
    expect(history.meanP(0, 5)).toBe(0.5);
    learn(history, 6, 0.2, 1);
    expect(history.meanP(0, 5)).toBe(0.5);
    learn(history, 6, 0.2);
    expect(history.meanP(0, 5)).toBeUndefined();
  });

  it("goes on to the last bit when restored after much has been forgotten", () => {
    const history = new History(1);
    for (let times = 0; times < 2000; times += 1) learn(history, times % 3, Math.sin(times) ** 2);
    const again = new History(1);
    again.restore(JSON.parse(JSON.stringify(history.save())));
    for (let times = 0; times < 700; times += 1) {
      for (const partner of [0, 1, 2]) expect(again.meanP(0, partner)).toBe(history.meanP(0, partner));
      for (const one of [history, again]) learn(one, times % 2, Math.cos(times) ** 2);
    }
    expect(again.save()).toEqual(history.save());
  });
});
