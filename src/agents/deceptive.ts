import { PairTable } from "../base/pair-table.js";
import { defineAgent } from "../contract/agent.js";
import { keys, share, whole } from "../contract/keys.js";
import { EVERYONE, type View } from "../contract/view.js";
import { type Action, NOOP } from "../model/action.js";

const POSTS = ["welcomes newcomers", "praises a partner", "shares a tip", "promises support", "gives thanks"];

/** Trust won, and contacts, with one partner. */
interface Contact {
  trust: number;
  times: number;
}

/** What a member has made of its partners: facade trust rises 0.1 with each accepted interaction, up to 1. */
class Contacts {
  private readonly pairs: PairTable;
  private readonly contacts: Contact[] = [];
  private readonly totals: Int32Array;

  constructor(members: number) {
    this.pairs = new PairTable(members);
    this.totals = new Int32Array(members);
  }

  find(member: number, agent: number): Readonly<Contact> {
    const slot = this.pairs.find(member, agent);
    return slot === -1 ? { trust: 0.5, times: 0 } : this.contacts[slot];
  }

  /** Sum of contacts over all partners. */
  total(member: number): number {
    return this.totals[member];
  }

  noteTurn(member: number, agent: number): void {
    this.obtain(member, agent).times += 1;
    this.totals[member] += 1;
  }

  gainTrust(member: number, agent: number): void {
    const contact = this.obtain(member, agent);
    contact.trust = Math.min(1, contact.trust + 0.1);
  }

  private obtain(member: number, agent: number): Contact {
    const slot = this.pairs.obtain(member, agent);
    this.contacts[slot] ??= { trust: 0.5, times: 0 };
    return this.contacts[slot];
  }

  /** Every partner of a member, newest first. */
  *of(member: number): Iterable<Readonly<Contact> & { readonly agent: number }> {
    for (let slot = this.pairs.newest(member); slot !== -1; slot = this.pairs.before(slot)) {
      yield { agent: this.pairs.keyOf(slot), ...this.contacts[slot] };
    }
  }

  save(): unknown {
    return this.contacts.map(({ trust, times }, slot) => [
      this.pairs.rowOf(slot),
      this.pairs.keyOf(slot),
      trust,
      times,
    ]);
  }

  restore(saved: unknown): void {
    for (const [member, agent, trust, times] of saved as [number, number, number, number][]) {
      Object.assign(this.obtain(member, agent), { trust, times });
      this.totals[member] += times;
    }
  }
}

export const deceptive = defineAgent({
  type: "deceptive",
  summary: "builds trust behind a facade, then trades with those who trust it",
  archetype: "deceptive",
  config: keys({
    trust_building_phase: whole(5, 0, "contacts with a partner during which it plays nice"),
    exploitation_threshold: share(0.7, "facade trust above which a partner can be exploited"),
    facade_probability: share(0.8, "chance to accept during the trust building phase"),
    post_probability: share(0.35, "chance to post when it may"),
  }),
  create(config, group) {
    const contacts = new Contacts(group.size);

    function exploits(member: number): boolean {
      if (contacts.total(member) <= 10) return false;
      let won = 0;
      for (const { trust } of contacts.of(member)) if (trust > config.exploitation_threshold) won += 1;
      return won >= 2;
    }

    /** The visible, solvent partner that trusts most; ties to the one registered first. */
    function victim(view: View): number {
      let best = -1;
      let most = config.exploitation_threshold;
      for (const { agent, trust } of contacts.of(view.member)) {
        if (trust < most || trust <= config.exploitation_threshold || (trust === most && agent > best)) continue;
        if (!view.isVisible(agent) || view.resourcesOf(agent) <= 50) continue;
        best = agent;
        most = trust;
      }
      return best;
    }

    /** A uniform visible agent among those met fewer than `trust_building_phase` times. */
    function stranger(view: View, below: (n: number) => number): number {
      const met: number[] = [];
      for (const { agent, times } of contacts.of(view.member)) {
        if (times >= config.trust_building_phase && view.isVisible(agent)) met.push(agent);
      }
      const open = config.trust_building_phase === 0 ? 0 : view.count() - met.length;
      if (open <= 0) return -1;
      met.sort((a, b) => a - b);
      return skipping(view, met, below(open));
    }

    function facade(view: View): Action {
      const stream = group.streams.of(view.member);
      if (view.canPost && stream.random() < config.post_probability) {
        return { kind: "post", content: POSTS[stream.below(POSTS.length)] };
      }
      if (view.canVote && view.postCount > 0) {
        return { kind: "vote", post: view.postAt(stream.below(view.postCount)), direction: 1 };
      }
      if (view.canPropose && view.count() > 0) {
        const to = stranger(view, (n) => stream.below(n));
        if (to !== -1) return { kind: "propose", to, type: "collaboration" };
      }
      return NOOP;
    }

    return {
      act(view) {
        const { offer, member } = view;
        if (offer !== undefined) {
          const { times } = contacts.find(member, offer.initiator);
          const chance = times < config.trust_building_phase ? 0.9 : 0.6;
          const accept = group.streams.of(member).random() < chance;
          return { kind: accept ? "accept" : "reject", offer: offer.id };
        }
        if (exploits(member)) {
          const to = victim(view);
          if (to !== -1 && view.canPropose) return { kind: "propose", to, type: "trade" };
        }
        return facade(view);
      },
      answer(offer, view) {
        const { times, trust } = contacts.find(view.member, offer.initiator);
        const building = times < config.trust_building_phase;
        contacts.noteTurn(view.member, offer.initiator);
        return building ? group.streams.of(view.member).random() < config.facade_probability : trust > 0.6;
      },
      learn({ member, counterparty, accepted }) {
        if (accepted) contacts.gainTrust(member, counterparty);
      },
      save: () => contacts.save(),
      restore: (saved) => contacts.restore(saved),
    };
  },
});

/** The k-th visible agent that is not in `met` (ascending). */
function skipping(view: View, met: readonly number[], k: number): number {
  let found = view.pick(k, EVERYONE);
  let skipped = 0;
  for (const agent of met) {
    if (agent > found) break;
    skipped += 1;
    found = view.pick(k + skipped, EVERYONE);
  }
  return found;
}
