import type { ActionKind } from "../model/action.js";

/** Turns by action kind, and those that had no effect. */
export type TurnRow = Record<ActionKind | "failed", number>;

const FAILED = 8;
const COLUMNS = 9;

/** Every agent's counts, a row for each agent: a turn touches one place of memory, whatever its kind. */
export class TurnCounts {
  private readonly counts: Int32Array;

  constructor(agents: number) {
    this.counts = new Int32Array(agents * COLUMNS);
  }

  add(agent: number, kind: ActionKind, failed: boolean): void {
    const row = agent * COLUMNS;
    this.counts[row + columnOf(kind)] += 1;
    if (failed) this.counts[row + FAILED] += 1;
  }

  of(agent: number): TurnRow {
    const row = agent * COLUMNS;
    const { counts } = this;
    return {
      noop: counts[row],
      post: counts[row + 1],
      reply: counts[row + 2],
      vote: counts[row + 3],
      propose: counts[row + 4],
      accept: counts[row + 5],
      reject: counts[row + 6],
      bounty: counts[row + 7],
      failed: counts[row + FAILED],
    };
  }
}

/** Place in an agent's row; a switch, because every turn asks and a look-up by text is several times dearer. */
function columnOf(kind: ActionKind): number {
  switch (kind) {
    case "noop":
      return 0;
    case "post":
      return 1;
    case "reply":
      return 2;
    case "vote":
      return 3;
    case "propose":
      return 4;
    case "accept":
      return 5;
    case "reject":
      return 6;
    case "bounty":
      return 7;
  }
}
