import type { RandomStream } from "../../base/random/random-source.js";
import { oneOf } from "../../contract/keys.js";
import type { View } from "../../contract/view.js";
import type { TrustMemory } from "../trust-memory.js";

export const SERVES = oneOf(
  "round_robin",
  ["round_robin", "uniform", "most_trusted"],
  "whom it serves: visible agents one after another, one by chance, or the one it trusts most (ties: registered first)",
);
type Rule = "round_robin" | "uniform" | "most_trusted";

/** Whom each member of a group serves next. */
export class AskerChoice {
  /** The agent that each member served last; -1 before the first. */
  private readonly last: Int32Array;

  constructor(
    private readonly rule: Rule,
    members: number,
    private readonly trust: TrustMemory,
  ) {
    this.last = new Int32Array(members).fill(-1);
  }

  /** One of the visible agents, of which there must be one. "uniform" takes one draw, the others none. */
  next(view: View, stream: RandomStream): number {
    const asker = this.chosen(view, stream);
    this.last[view.member] = asker;
    return asker;
  }

  private chosen(view: View, stream: RandomStream): number {
    switch (this.rule) {
      case "uniform":
        return view.pick(stream.below(view.count()));
      case "most_trusted":
        return this.trust.mostTrusted(view.member, view);
      case "round_robin": {
        const later = view.next(this.last[view.member] + 1);
        return later === -1 ? view.next(0) : later;
      }
    }
  }

  save(): unknown {
    return Array.from(this.last);
  }

  restore(saved: unknown): void {
    this.last.set(saved as number[]);
  }
}
