import type { Interaction } from "../model/interaction.js";
import type { HistoryRow } from "./history.js";

/** What the analyses keep of an interaction, as it stands: costs are 0 until the levers have charged them. */
export function rowOf(x: Readonly<Interaction>, timeMs: number): HistoryRow {
  const { id, initiator, counterparty, accepted, p, tau, costA, costB, rA } = x;
  const { misuse, rejections } = x.signals;
  return { id, initiator, counterparty, accepted, p, tau, costA, costB, rA, misuse, rejections, timeMs };
}
