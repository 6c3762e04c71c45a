import type { HousePrompt } from "../../contract/house-prompt.js";
import type { KnownExample } from "./example.js";

/**
 * The prompts of conversation examples as prompts that agents can be asked: those of which it is known whether they ask for
 * what must not be done. Harmless and harmful ones of a group are twins, in the order in which they stand, as far as they go.
 */
export function testPrompts(examples: readonly KnownExample[]): readonly HousePrompt[] {
  const groups = new Map<string, HousePrompt[]>();
  const seen = new Set<string>();
  for (const { example, facts } of examples) {
    const { group, category, harmful, rule, context } = facts;
    const prompt = example.messages[1].content;
    const key = JSON.stringify([group, prompt]);
    if (harmful === undefined || seen.has(key)) continue;
    seen.add(key);
    const own = groups.get(group) ?? [];
    groups.set(group, own);
    const number = own.filter((other) => other.harmful === harmful).length + 1;
    const id = `${group}/${harmful ? "harmful" : "harmless"}-${number}`;
    const known = { ...(context !== undefined && { context }), ...(rule !== undefined && { rule }) };
    own.push({ id, category: category ?? "other", prompt, harmful, ...known });
  }
  return [...groups.values()].flatMap((own) => own.map((prompt) => twinned(prompt, own)));
}

function twinned(prompt: HousePrompt, group: readonly HousePrompt[]): HousePrompt {
  const [same, other] = [true, false].map((alike) =>
    group.filter(({ harmful }) => (harmful === prompt.harmful) === alike),
  );
  const twin = other?.[same?.indexOf(prompt) ?? -1];
  return twin === undefined ? prompt : { ...prompt, twin: twin.id };
}
