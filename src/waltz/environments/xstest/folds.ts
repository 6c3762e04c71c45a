import { grouped } from "../../../base/grouped.js";
import { keyedSource } from "../../../base/random/keyed-source.js";
import type { RandomStream } from "../../../base/random/random-source.js";
import { shuffled } from "../../../base/random/shuffled.js";
import type { Split } from "../environment.js";

/** What splitting looks at. */
export interface GroupedPrompt {
  readonly id: string;
  readonly group: string;
  readonly family: string;
  readonly harmful: boolean;
}

/** Ids of prompts, in the order in which the prompts were given. */
export type PromptSplit = Readonly<Record<Split, readonly string[]>>;

/** One part held out for testing; what is left is halved into the two stages. */
export interface Fold {
  readonly name: string;
  readonly split: PromptSplit;
}

/**
 * Folds that keep groups whole, of about as many harmful and as many harmless prompts as the groups' sizes allow. The order of
 * the prompts changes none of them.
 *
 * @param folds >= 2
 */
export function groupFolds(prompts: readonly GroupedPrompt[], folds: number, seed: number): readonly Fold[] {
  const parts = dealGroups(
    prompts,
    folds,
    keyedSource(seed)
      .family("xstest folds", [`${folds}`])
      .of(0),
  );
  return parts.map((test, at) => fold(prompts, `fold ${at + 1} of ${folds}`, test, seed));
}

/** One fold per family, which is its test part: what is learnt from seven kinds of prompts, tried on an eighth. Families by name. */
export function familyFolds(prompts: readonly GroupedPrompt[], seed: number): readonly Fold[] {
  const families = [...grouped(prompts, ({ family }) => family)].sort(([a], [b]) => (a < b ? -1 : 1));
  return families.map(([family, members]) => {
    return fold(prompts, `without ${family}`, new Set(members.map(({ group }) => group)), seed);
  });
}

function fold(prompts: readonly GroupedPrompt[], name: string, test: ReadonlySet<string>, seed: number): Fold {
  const rest = prompts.filter(({ group }) => !test.has(group));
  const [stage1] = dealGroups(rest, 2, keyedSource(seed).family("xstest stages", [name]).of(0));
  const idsOf = (isIn: (group: string) => boolean) => prompts.filter(({ group }) => isIn(group)).map(({ id }) => id);
  return {
    name,
    split: {
      stage1: idsOf((group) => stage1.has(group)),
      stage2: idsOf((group) => !test.has(group) && !stage1.has(group)),
      test: idsOf((group) => test.has(group)),
    },
  };
}

interface Part {
  readonly groups: Set<string>;
  harmful: number;
  harmless: number;
}

/**
 * Deals groups out to parts: large ones first, equals in an order that is drawn, each to the part where it meets fewest of its
 * kind, harmful and harmless weighed by how rare they are.
 */
export function dealGroups(
  prompts: readonly Pick<GroupedPrompt, "group" | "harmful">[],
  parts: number,
  stream: RandomStream,
): readonly ReadonlySet<string>[] {
  const dealt: Part[] = Array.from({ length: parts }, () => ({ groups: new Set(), harmful: 0, harmless: 0 }));
  const allHarmful = Math.max(1, harmfulOf(prompts));
  const allHarmless = Math.max(1, prompts.length - harmfulOf(prompts));
  const groups = [...grouped(prompts, ({ group }) => group)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [group, members] of shuffled(groups, stream).sort(([, a], [, b]) => b.length - a.length)) {
    const harmful = harmfulOf(members);
    const harmless = members.length - harmful;
    const crowding = (part: Part) => (part.harmful * harmful) / allHarmful + (part.harmless * harmless) / allHarmless;
    const size = (part: Part) => part.harmful + part.harmless;
    const to = dealt.reduce((best, part) => {
      const difference = crowding(part) - crowding(best) || size(part) - size(best);
      return difference < 0 ? part : best;
    });
    to.groups.add(group);
    to.harmful += harmful;
    to.harmless += harmless;
  }
  return dealt.map((part) => part.groups);
}

function harmfulOf(prompts: readonly { readonly harmful: boolean }[]): number {
  return prompts.filter(({ harmful }) => harmful).length;
}
