import { describe, expect, it } from "vitest";
import { Alarm } from "../../../src/waltz/training/alarm.js";
import type { AgentStep } from "../../../src/waltz/training/iteration-row.js";

const step = (kl: number | undefined): AgentStep => {
  return { reward: 0, parts: {}, kl, clipShare: undefined, gradientNorm: undefined };
};
const quiet = { conversation: step(0), feedback: step(undefined) };

/** What an alarm says to each reward in turn. */
const heard = (alarm: Alarm, rewards: readonly number[]) => rewards.map((reward) => alarm.heard(reward, quiet).join());
const times = (count: number, reward: number) => new Array<number>(count).fill(reward);

describe("the alarm of a training", () => {
  it("goes off while the mean of 25 rewards is 0.15 below its best, and not before there are 25", () => {
    const alarm = new Alarm();
    expect(heard(alarm, [...times(24, 1), 0])).toEqual(times(25, 0).map(() => ""));
    // By hand: the best mean is 24/25 = 0.96; each further 0 pushes out a 1, so the mean is 0.8 after four more.
    expect(heard(alarm, times(5, 0))).toEqual(["", "", "", "reward", "reward"]);
    // The six zeros leave after the 19 ones that are older; 0.81 is passed with the second of them.
    const after = heard(alarm, times(25, 1));
    expect(after).toEqual([...new Array<string>(20).fill("reward"), ...new Array<string>(5).fill("")]);
  });

  it("is quiet while rewards fall by less", () => {
    const alarm = new Alarm();
    expect(new Set(heard(alarm, [...times(25, 0.9), ...times(60, 0.76)]))).toEqual(new Set([""]));
    expect(heard(alarm, times(25, 0.74)).at(-1)).toBe("reward");
  });

  it("goes off for each agent that is 10 nats or more from its reference", () => {
    const alarm = new Alarm();
    expect(alarm.heard(1, { conversation: step(10), feedback: step(9.99) })).toEqual(["kl conversation"]);
    expect(alarm.heard(1, { conversation: step(11), feedback: step(40) })).toEqual(["kl conversation", "kl feedback"]);
    expect(alarm.heard(1, quiet)).toEqual([]);
  });

  it("goes on from what it saved, through JSON, as if it had not stopped", () => {
    for (const stop of [0, 10, 27]) {
      const rewards = [...times(26, 0.8), ...times(20, 0.1), ...times(10, 0.9)];
      const [whole, first, later] = [new Alarm(), new Alarm(), new Alarm()];
      const all = heard(whole, rewards);
      heard(first, rewards.slice(0, stop));
      later.restore(JSON.parse(JSON.stringify(first.save())));
      expect(heard(later, rewards.slice(stop))).toEqual(all.slice(stop));
      expect(all).toContain("reward");
    }
  });
});
