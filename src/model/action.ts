import type { Observables } from "./observables.js";

export type InteractionType = "collaboration" | "trade" | "reply" | "vote";

/** What an agent does with its turn. Each action of the union is one turn, whether it succeeds or not. */
export type Action =
  | { readonly kind: "noop" }
  /** `anonymous`: by nobody. All who post or vote as nobody share one budget, one name and one vote on a post. */
  | { readonly kind: "post"; readonly content: string; readonly anonymous?: true }
  | { readonly kind: "reply"; readonly post: number; readonly content: string }
  /** `direction` 1 is an upvote, -1 a downvote. */
  | { readonly kind: "vote"; readonly post: number; readonly direction: 1 | -1; readonly anonymous?: true }
  | {
      readonly kind: "propose";
      readonly to: number;
      readonly type: InteractionType;
      readonly content?: string;
      /** Signals of work that was really done and judged; used in place of the agent's signal profile. */
      readonly measured?: Readonly<Observables>;
    }
  | { readonly kind: "accept"; readonly offer: number }
  | { readonly kind: "reject"; readonly offer: number }
  /** A bounty for a marketplace. Without one the turn is lost, as in the reference system. */
  | { readonly kind: "bounty"; readonly reward: number };

export type ActionKind = Action["kind"];

export const NOOP: Action = { kind: "noop" };
