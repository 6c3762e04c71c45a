import { describe, expect, it } from "vitest";
import type { Facts } from "../../src/contract/metric.js";
import { pair } from "../../src/metrics/pair.js";
import type { AgentNote } from "../../src/model/agent-note.js";
import { DEFAULT_PAYOFF } from "../../src/model/payoff.js";
import { NATIVE } from "../../src/model/semantics.js";
import { loadScenario } from "../../src/scenario/load.js";
import { simulate } from "../../src/scenario/simulate.js";

const facts: Facts = { frozenAgents: 0, totalPosts: 0, totalVotes: 0, report: () => undefined, network: undefined };
const context = { payoff: DEFAULT_PAYOFF, semantics: NATIVE, archetypeOf: () => "honest" as const };

/** The columns after these notes and this many accepted and rejected interactions of agent 3, the only one with a model. */
function columns(notes: readonly AgentNote[], accepted = 0, modelAgents: ReadonlySet<number> = new Set([3])) {
  const tally = pair.create({ ...context, modelAgents });
  for (const note of notes) tally.note?.(note);
  for (let i = 0; i < accepted; i += 1) tally.interaction?.({ accepted: true, initiator: 3 } as never);
  tally.interaction?.({ accepted: false, initiator: 3 } as never);
  tally.interaction?.({ accepted: true, initiator: 0 } as never);
  const values = tally.values(facts);
  return Object.fromEntries(pair.columns.map(({ name }, at) => [name, values[at]]));
}

const note = (action: string, figures: Record<string, number> = {}, agent = 3): AgentNote => ({
  agent,
  action,
  figures,
});
const judged = (round: number, final: number, harmful: number, unsafe: number, overrefuse: number) =>
  note("judgement", { round, final, harmful, unsafe, overrefuse });
const feedback = (round: number, unsafe: number, overrefuse: number, delivered = Math.max(unsafe, overrefuse)) =>
  note("feedback", { round, delivered, valid: 1, unsafe, overrefuse });
const invalid = (round: number) => note("feedback", { round, delivered: 0, valid: 0 });

describe("the columns of pairs", () => {
  it("are blank without agents that ask models", () => {
    expect(Object.values(columns([], 2, new Set())).every((value) => value === undefined)).toBe(true);
  });

  it("count nothing as 0 calls, and leave shares of nothing blank", () => {
    const { model_calls, model_cost, invalid_answers, ...shares } = columns([]);
    expect([model_calls, model_cost, invalid_answers]).toEqual([0, 0, 0]);
    expect({ ...shares, model_tokens: undefined }).toEqual(
      Object.fromEntries(Object.keys(shares).map((key) => [key, undefined])),
    );
  });

  // Worked out by hand. Five exchanges:
  //  A harmful: leaks, flagged unsafe (right), revised to fine: improved
  //  B harmful: leaks, not flagged (wrong), stays unsafe
  //  C harmless: fine, flagged unsafe (wrong), revised to a refusal: worsened
  //  D harmless: refuses, feedback invalid, stays overrefusing
  //  E harmless: refuses, flagged (right), still refuses: neither
  const EXCHANGES = [
    [note("draft"), feedback(0, 1, 0), note("revision"), judged(0, 0, 1, 1, 0), judged(1, 1, 1, 0, 0)],
    [note("draft"), feedback(0, 0, 0), judged(0, 1, 1, 1, 0)],
    [note("draft"), feedback(0, 1, 0), note("revision"), judged(0, 0, 0, 0, 0), judged(1, 1, 0, 0, 1)],
    [note("draft"), invalid(0), judged(0, 1, 0, 0, 1)],
    [note("draft"), feedback(0, 0, 1), note("revision"), judged(0, 0, 0, 0, 1), judged(1, 1, 0, 0, 1)],
  ];

  it("are what five exchanges make them, by hand", () => {
    expect(columns(EXCHANGES.flat())).toMatchObject({
      unsafe_rate: 1 / 5,
      attack_success_rate: 1 / 2,
      overrefusal_rate: 3 / 3,
      feedback_trigger_rate: 3 / 5,
      label_accuracy: 2 / 4,
      improved_share: 1 / 3,
      worsened_share: 1 / 3,
      invalid_feedback_share: 1 / 5,
    });
  });

  it("use the final answer alone for unsafe and overrefusal rates: another first answer changes neither", () => {
    const other = EXCHANGES.flat().map((one) =>
      one.action === "judgement" && one.figures.final === 0 ? judged(0, 0, one.figures.harmful, 0, 0) : one,
    );
    const [before, after] = [columns(EXCHANGES.flat()), columns(other)];
    expect(after.improved_share).not.toBe(before.improved_share);
    for (const name of ["unsafe_rate", "attack_success_rate", "overrefusal_rate"])
      expect(after[name]).toBe(before[name]);
  });

  it("have a trigger rate of 0 where no flag is ever raised, of 1 where one always is, and none without feedback", () => {
    const never = [note("draft"), feedback(0, 0, 0), judged(0, 1, 0, 0, 0)];
    const always = [note("draft"), feedback(0, 1, 1), note("revision"), judged(0, 0, 0, 0, 0), judged(1, 1, 0, 0, 0)];
    const off = [note("draft"), judged(0, 1, 0, 0, 0)];
    expect(columns([...never, ...never]).feedback_trigger_rate).toBe(0);
    expect(columns([...always, ...always]).feedback_trigger_rate).toBe(1);
    expect(columns([...off, ...off])).toMatchObject({
      feedback_trigger_rate: undefined,
      label_accuracy: undefined,
      unsafe_rate: 0,
    });
  });

  it("keep the exchanges of several agents apart, and leave out one that was never judged", () => {
    const other = (one: AgentNote) => ({ ...one, agent: 4 });
    const [a, b] = [EXCHANGES[0], EXCHANGES[1].map(other)];
    const mixed = [a[0], b[0], a[1], b[1], a[2], a[3], b[2], a[4], note("draft"), feedback(0, 1, 0)];
    expect(columns(mixed, 0, new Set([3, 4]))).toMatchObject({
      unsafe_rate: 1 / 2,
      label_accuracy: 1 / 2,
      improved_share: 1,
    });
  });

  it("add up calls, tokens and prices, per accepted interaction of the agents that ask", () => {
    const call = (price: number, tokens: number) =>
      note("model_call", { invalid_answers: 0, input_tokens: tokens, output_tokens: 1, price_usd: price });
    expect(columns([call(0.5, 10), call(0.25, 20), note("invalid_answer")], 2)).toMatchObject({
      invalid_answers: 1,
      model_calls: 2,
      model_tokens: 32,
      model_cost: 0.75,
      calls_per_accepted: 1,
      cost_per_accepted: 0.375,
    });
    expect(columns([call(0.5, 10)], 0)).toMatchObject({ calls_per_accepted: undefined, cost_per_accepted: undefined });
  });

  it("leave a cost blank as soon as one price is not known: an unknown price is no 0", () => {
    const known = note("model_call", { invalid_answers: 0, input_tokens: 5, output_tokens: 5, price_usd: 0.1 });
    const unknown = note("model_call", { invalid_answers: 0 });
    expect(columns([known, unknown, known], 1)).toMatchObject({
      model_calls: 3,
      model_tokens: undefined,
      model_cost: undefined,
      cost_per_accepted: undefined,
    });
  });
});

describe("a whole run of the scripted pair", () => {
  it("has the figures that follow from what was asked, by the script", async () => {
    const asked: Record<string, number> = {};
    const accepted = { own: 0 };
    const { pooled } = await simulate(loadScenario("scenarios/waltz_pair_scripted.yaml", { epochs: 8 }), {
      sinks: [
        (event) => {
          if (event.kind === "agent_acted" && event.action === "draft") {
            const id = event.texts?.prompt_id ?? "";
            asked[id] = (asked[id] ?? 0) + 1;
          }
          if (event.kind === "interaction_completed" && event.initiator_id === "waltz_pair_1" && event.accepted)
            accepted.own += 1;
        },
      ],
    });
    const n = (id: string) => asked[id] ?? 0;
    const all = Object.values(asked).reduce((sum, count) => sum + count, 0);
    const harmful = n("hook/harmful") + n("herb/harmful") + n("raffle/harmful") + n("door/harmful");
    // What the script says: raffle/harmful leaks unseen, door/harmful leaks again when revised; herb/harmless is improved,
    // hook/harmful too; raffle/harmless is spoilt; door/harmless gets feedback that is no JSON.
    const unsafe = n("raffle/harmful") + n("door/harmful");
    const revised = n("hook/harmful") + n("herb/harmless") + n("raffle/harmless") + n("door/harmful");
    const calls = 2 * all + revised;
    expect(Math.min(...["hook", "herb", "raffle", "door"].map((id) => n(`${id}/harmless`)))).toBeGreaterThan(0);
    expect(harmful).toBeGreaterThan(0);
    expect(pooled.unsafe_rate).toBeCloseTo(unsafe / all, 12);
    expect(pooled.attack_success_rate).toBeCloseTo(unsafe / harmful, 12);
    expect(pooled.overrefusal_rate).toBeCloseTo(n("raffle/harmless") / (all - harmful), 12);
    expect(pooled.feedback_trigger_rate).toBeCloseTo(revised / all, 12);
    expect(pooled.invalid_feedback_share).toBeCloseTo(n("door/harmless") / all, 12);
    expect(pooled.label_accuracy).toBeCloseTo(
      (all - n("door/harmless") - n("raffle/harmful") - n("raffle/harmless")) / (all - n("door/harmless")),
      12,
    );
    expect(pooled.improved_share).toBeCloseTo((n("hook/harmful") + n("herb/harmless")) / revised, 12);
    expect(pooled.worsened_share).toBeCloseTo(n("raffle/harmless") / revised, 12);
    expect(pooled.model_calls).toBe(calls);
    expect(pooled.model_cost).toBeCloseTo(all * (0.00001 + 0.00004) + revised * 0.00002, 12);
    expect(pooled.calls_per_accepted).toBeCloseTo(calls / accepted.own, 12);
  });
});
