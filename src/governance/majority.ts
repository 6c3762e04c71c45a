import type { Choice } from "../contract/lever.js";
import type { Action } from "../model/action.js";

/**
 * What makes two actions the same: kind, what they aim at (a post or a proposal), counterparty, kind of interaction,
 * direction of the vote, text.
 */
export function sameness(action: Action): string {
  switch (action.kind) {
    case "noop":
    case "bounty":
      return action.kind;
    case "post":
      return JSON.stringify([action.kind, action.content]);
    case "reply":
      return JSON.stringify([action.kind, action.post, action.content]);
    case "vote":
      return JSON.stringify([action.kind, action.post, action.direction]);
    case "propose":
      return JSON.stringify([action.kind, action.to, action.type, action.content]);
    case "accept":
    case "reject":
      return JSON.stringify([action.kind, action.offer]);
  }
}

/**
 * The first member of the largest group of equal actions; between groups of one size, of the one that appeared first.
 *
 * @param actions at least one
 */
export function majority(actions: readonly Action[]): Action {
  const groups = new Map<string, { readonly first: Action; size: number }>();
  for (const action of actions) {
    const group = groups.get(sameness(action));
    if (group === undefined) groups.set(sameness(action), { first: action, size: 1 });
    else group.size += 1;
  }
  const [first, ...others] = groups.values();
  return others.reduce((largest, group) => (group.size > largest.size ? group : largest), first).first;
}

/** Asks the agent `times` more, one after the other, as each answer moves its memory and its stream. */
export async function askAgain({ again }: Choice, times: number): Promise<Action[]> {
  const answers: Action[] = [];
  for (let asked = 0; asked < times; asked += 1) {
    const answer = again();
    answers.push(answer instanceof Promise ? await answer : answer);
  }
  return answers;
}
