import { fc } from "@fast-check/vitest";
import { type HistoryRow, InteractionHistory } from "../../src/governance/history.js";

/** An accepted, harmless interaction of agent 0 with agent 1, except for what is given. */
export function row(given: Partial<HistoryRow> = {}): HistoryRow {
  return {
    id: 0,
    initiator: 0,
    counterparty: 1,
    accepted: true,
    p: 0.8,
    tau: 0,
    costA: 0,
    costB: 0,
    rA: 0,
    misuse: 0,
    rejections: 0,
    ...given,
  };
}

/** Agents of the histories that tests build, used or not. */
export const AGENTS = 8;

export function historyOf(rows: readonly HistoryRow[]): InteractionHistory {
  const history = new InteractionHistory(AGENTS);
  for (const x of rows) history.push(x);
  return history;
}

/** Histories among `agents` agents that touch every rule: low p, transfers, costs, flags, times out of order. */
export function anyHistory(agents: number, maxLength = 80): fc.Arbitrary<HistoryRow[]> {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  return fc.array(
    fc
      .record({
        id: fc.nat(1e6),
        initiator: fc.nat(agents - 1),
        step: fc.integer({ min: 1, max: agents - 1 }),
        accepted: fc.boolean(),
        p: fc.oneof(number(0, 0.3), number(0, 1)),
        tau: fc.oneof(fc.constant(0), number(-2, 2)),
        costA: fc.oneof(fc.constant(0), number(0, 1)),
        costB: fc.oneof(fc.constant(0), number(0, 1)),
        rA: number(-1, 1),
        misuse: fc.nat(3),
        rejections: fc.nat(3),
        timeMs: fc.nat(200_000),
      })
      .map(({ step, ...rest }) => ({ ...rest, counterparty: (rest.initiator + step) % agents })),
    { maxLength },
  );
}

/** An order of the agents 0 to `agents` - 1. */
export function anyOrder(agents: number): fc.Arbitrary<number[]> {
  const all = Array.from({ length: agents }, (_, agent) => agent);
  return fc.shuffledSubarray(all, { minLength: agents, maxLength: agents });
}
