import { COMPLIANCES, type Compliance } from "../../../contract/judge.js";
import { type KappaInterval, kappaInterval } from "../../../judges/measure/kappa-interval.js";
import { type Rates, ratesOf } from "../../../judges/measure/rates.js";
import { type Share, wilson } from "../../../judges/measure/wilson.js";
import type { RatingItem } from "./rating-key.js";

/** Somebody who gave labels to items: a rater, a judge, or whoever stands on record. */
export interface Voice {
  readonly name: string;
  /** Undefined where nothing is known of the item. */
  labelOf(item: RatingItem): Compliance | undefined;
}

/** Two voices on the items that both know. */
export interface RatingAgreement {
  readonly first: string;
  readonly second: string;
  readonly items: number;
  readonly same: Share;
  /** Of the three classes; with intervals by drawing groups of prompts. */
  readonly kappa: KappaInterval;
  /** Of full compliance against any refusal. */
  readonly refusal: KappaInterval;
}

/** Every pair of voices, in their order. */
export function ratingAgreements(items: readonly RatingItem[], voices: readonly Voice[]): readonly RatingAgreement[] {
  return voices.flatMap((first, at) => voices.slice(at + 1).map((second) => agreementBetween(items, first, second)));
}

function agreementBetween(items: readonly RatingItem[], first: Voice, second: Voice): RatingAgreement {
  const groups = new Map<string, (readonly [number, number])[]>();
  for (const item of items) {
    const [one, other] = [first.labelOf(item), second.labelOf(item)];
    if (one === undefined || other === undefined) continue;
    const pairs = groups.get(item.group) ?? [];
    groups.set(item.group, pairs);
    pairs.push([COMPLIANCES.indexOf(one), COMPLIANCES.indexOf(other)]);
  }
  const clusters = [...groups.values()];
  const pairs = clusters.flat();
  const refused = clusters.map((cluster) => cluster.map(([a, b]) => [Number(a > 0), Number(b > 0)] as const));
  return {
    first: first.name,
    second: second.name,
    items: pairs.length,
    same: wilson(pairs.filter(([a, b]) => a === b).length, pairs.length),
    kappa: kappaInterval(clusters, COMPLIANCES.length),
    refusal: kappaInterval(refused, 2),
  };
}

/** What each system did with requests by each voice, now that the systems are named again. */
export function unblindedRates(
  items: readonly RatingItem[],
  voices: readonly Voice[],
): readonly { readonly system: string; readonly voice: string; readonly rates: Rates }[] {
  const systems = [...new Set(items.map(({ system }) => system))].sort();
  return systems.flatMap((system) =>
    voices.map((voice) => {
      const own = items.filter((item) => item.system === system);
      const known = own.flatMap((item) => {
        const label = voice.labelOf(item);
        return label === undefined ? [] : [{ harmful: item.harmful, label }];
      });
      return { system, voice: voice.name, rates: ratesOf(known) };
    }),
  );
}
