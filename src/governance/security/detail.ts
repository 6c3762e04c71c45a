import type { InteractionHistory } from "../history.js";
import type { ContagionChain } from "./contagion.js";
import { assessExfiltration } from "./exfiltration.js";
import { indicator, type ThreatIndicator } from "./indicator.js";
import { assessInjection } from "./injection.js";
import { assessLaundering, type LaunderingPath } from "./laundering.js";
import type { ManipulationPattern } from "./manipulation.js";
import type { ThreatDetail } from "./report.js";

/** What was found by other means than reading rows. */
interface Found {
  readonly launderingPaths: readonly LaunderingPath[];
  readonly manipulations: readonly ManipulationPattern[];
  readonly contagionChains: readonly ContagionChain[];
}

/** Every finding as an indicator, with the rows that show it. Reads the whole history. */
export function threatDetail(
  history: InteractionHistory,
  injectionThreshold: number,
  { launderingPaths, manipulations, contagionChains }: Found,
): ThreatDetail {
  const indicators: ThreatIndicator[] = [];
  const initiated = new Map<string, number[]>();
  const add = (key: string, row: number) => {
    const rows = initiated.get(key);
    if (rows === undefined) initiated.set(key, [row]);
    else rows.push(row);
  };
  for (let row = 0; row < history.length; row++) {
    const initiator = history.initiator[row];
    const counterparty = history.counterparty[row];
    const accepted = history.accepted[row] === 1;
    const misuse = history.misuse[row];
    const injection = assessInjection({ accepted, p: history.p[row], misuse, rejections: history.rejections[row] });
    if (injection.severity >= injectionThreshold) {
      indicators.push(indicator("prompt_injection", initiator, [counterparty], injection, [row]));
    }
    const exfiltration = assessExfiltration(misuse);
    if (exfiltration !== undefined) {
      indicators.push(indicator("exfiltration", initiator, [counterparty], exfiltration, [row]));
    }
    add(`${initiator}`, row);
    if (accepted) add(`${initiator} to ${counterparty}`, row);
  }
  for (const { manipulator, victims, assessment } of manipulations) {
    const rows = initiated.get(`${manipulator}`) ?? [];
    indicators.push(indicator("cross_agent_manipulation", manipulator, victims, assessment, rows));
  }
  const paths = launderingPaths.map((path) => {
    const lastHop = path.intermediaries.at(-1) ?? path.source;
    return { ...path, interactions: initiated.get(`${lastHop} to ${path.destination}`) ?? [] };
  });
  for (const { source, destination, trustGain, interactions } of paths) {
    const assessment = assessLaundering(trustGain);
    indicators.push(indicator("information_laundering", source, [destination], assessment, interactions));
  }
  for (const { origin, path, assessment, interactions } of contagionChains) {
    indicators.push(indicator("contagion", origin, path.slice(1), assessment, interactions));
  }
  return { indicators, launderingPaths: paths, manipulations };
}
