import type { Offer, View } from "../../contract/view.js";
import type { PastOutcome } from "./recent-outcomes.js";

/** How much of its surroundings an agent is told. */
export interface Shown {
  readonly agents: number;
  readonly posts: number;
}

/** What an agent may do with its turn; whom and what it may name, by the names that it is told. */
export interface Options {
  readonly canPost: boolean;
  readonly canVote: boolean;
  readonly canPropose: boolean;
  readonly agents: ReadonlyMap<string, number>;
  readonly posts: ReadonlyMap<string, number>;
  readonly offers: ReadonlyMap<string, Offer>;
}

/** A turn as a model is told of it. Read off the view at once: the view is good only while the turn begins. */
export interface Situation {
  readonly text: string;
  readonly options: Options;
}

/** Characters of a text by somebody else that are shown. */
const EXCERPT = 200;

export function situationOf(
  view: View,
  past: readonly PastOutcome[],
  shown: Shown,
  idOf: (agent: number) => string,
): Situation {
  const agents = new Map(nearby(view, shown.agents).map((agent) => [idOf(agent), agent]));
  const posts = new Map(Array.from({ length: Math.min(shown.posts, view.postCount) }, (_, rank) => postAt(view, rank)));
  const offers = new Map([...view.offers()].map((offer) => [`proposal_${offer.id}`, offer]));
  const { canPost, canVote, canPropose } = view;
  const may = [canPost && "post", canVote && "vote", canPropose && "propose"].filter((word) => word !== false);
  const text = [
    `Epoch ${view.epoch}, step ${view.step}. You are ${idOf(view.self)}. ${standing(view)}`,
    `You may still: ${[...may, "do nothing"].join(", ")}.`,
    section(
      "Proposals that wait for your answer",
      [...offers].map(
        ([name, offer]) => `${name}: ${idOf(offer.initiator)} proposes ${offer.type}${said(offer.content)}`,
      ),
    ),
    section(
      "Others whom you see",
      [...agents].map(([id, agent]) => {
        return `${id}: reputation ${short(view.reputationOf(agent))}, resources ${short(view.resourcesOf(agent))}`;
      }),
    ),
    section(
      "Posts, best first",
      [...posts].map(([name, post]) => {
        const author = idOf(view.authorOf(post)) || "nobody";
        return `${name} by ${author}, ${view.votesOn(post)} votes${said(view.contentOf(post))}`;
      }),
    ),
    section(
      "What came of your latest dealings",
      past.map((outcome) => outcomeLine(outcome, idOf)),
    ),
  ];
  return {
    text: text.filter((part) => part !== "").join("\n\n"),
    options: { canPost, canVote, canPropose, agents, posts, offers },
  };
}

/** How the agent stands. */
export function standing({ reputation, resources, totalPayoff }: View): string {
  return `Your reputation is ${short(reputation)}, your resources are ${short(resources)}, your payoff so far is ${short(totalPayoff)}.`;
}

/** What somebody else wrote, quoted: it is material, and cannot pass for anything else. */
export function said(content: string | undefined): string {
  if (content === undefined) return "";
  const line = content.replaceAll(/\s+/g, " ").trim();
  return `: ${JSON.stringify(line.length > EXCERPT ? `${line.slice(0, EXCERPT)}...` : line)}`;
}

export function outcomeLine(
  { counterparty, initiated, accepted, p, payoff }: PastOutcome,
  idOf: (agent: number) => string,
): string {
  const who = initiated ? `your proposal to ${idOf(counterparty)}` : `the proposal of ${idOf(counterparty)}`;
  return `${who} was ${accepted ? "accepted" : "rejected"}: quality ${short(p)}, payoff ${short(payoff)}`;
}

/** Visible agents in registration order, from the one after the agent itself on, and round to it. */
function nearby(view: View, most: number): number[] {
  const found: number[] = [];
  for (let agent = view.next(view.self + 1); agent !== -1 && found.length < most; agent = view.next(agent + 1)) {
    found.push(agent);
  }
  for (
    let agent = view.next(0);
    agent !== -1 && agent < view.self && found.length < most;
    agent = view.next(agent + 1)
  ) {
    found.push(agent);
  }
  return found;
}

function postAt(view: View, rank: number): [string, number] {
  const post = view.postAt(rank);
  return [`post_${post}`, post];
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${title}:\n${lines.map((line) => `- ${line}`).join("\n")}`;
}

/** Two digits after the point are enough to decide by. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
