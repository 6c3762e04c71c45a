import { defineAgent } from "../contract/agent.js";
import { keys, real, share, whole } from "../contract/keys.js";
import { NOOP } from "../model/action.js";
import { PASSED_OVER, Partners } from "./partners.js";
import { TrustMemory } from "./trust-memory.js";

/** What a partner has been worth. Payoffs of rejected interactions count, with what they would have paid. */
interface Account {
  /** Sum of own payoffs, payoff units. */
  ledger: number;
  interactions: number;
  blacklisted: boolean;
}

const NO_ACCOUNT: Readonly<Account> = { ledger: 0, interactions: 0, blacklisted: false };

/** Ledger above which less trust will do, and by how much. */
const GOOD_LEDGER = 1;
const CREDIT = 0.15;
/** Ledger below which more trust is asked, and by how much. */
const BAD_LEDGER = -0.5;
const PENALTY = 0.2;

/**
 * Strangers are trusted 0.5 and so refused at the default threshold; what opens the door is the payoff that the refused
 * interaction would have had, as in the reference system.
 */
export const cautiousReciprocator = defineAgent({
  type: "cautious_reciprocator",
  summary: "keeps a ledger per partner: lowers its bar for those who paid, blacklists those who cost too much",
  archetype: "honest",
  config: keys({
    base_threshold: share(0.55, "trust from which it accepts and proposes, before the ledger moves the bar"),
    blacklist_threshold: real(-2, "ledger below which a partner is blacklisted for good, payoff units"),
    max_per_partner: whole(8, 0, "interactions from which a partner with a negative mean payoff is refused"),
    post_probability: share(0.2, "chance to post when it may"),
  }),
  create(config, group) {
    const trust = new TrustMemory(group.size);
    const accounts = new Partners<Account>(group.size, () => ({ ...NO_ACCOUNT }));

    function acceptable(member: number, agent: number): boolean {
      const { ledger, interactions, blacklisted } = accounts.find(member, agent) ?? NO_ACCOUNT;
      if (blacklisted) return false;
      if (interactions > 0 && interactions >= config.max_per_partner && ledger / interactions < 0) return false;
      let bar = config.base_threshold;
      if (ledger > GOOD_LEDGER) bar -= CREDIT;
      else if (ledger < BAD_LEDGER) bar += PENALTY;
      return trust.of(member, agent) >= bar;
    }

    return {
      act(view) {
        const stream = group.streams.of(view.member);
        const { offer, member } = view;
        if (offer !== undefined) {
          return { kind: acceptable(member, offer.initiator) ? "accept" : "reject", offer: offer.id };
        }
        if (view.canPropose && view.count() > 0) {
          const to = accounts.best(
            view,
            (account = NO_ACCOUNT) => (account.blacklisted ? PASSED_OVER : account.ledger),
            (_, agent) => trust.of(member, agent),
          );
          if (to !== -1 && acceptable(member, to)) return { kind: "propose", to, type: "collaboration" };
        }
        if (view.canPost && stream.random() < config.post_probability) {
          return { kind: "post", content: "praises fair dealing" };
        }
        if (view.canVote && view.postCount > 0) {
          return { kind: "vote", post: view.postAt(stream.below(view.postCount)), direction: 1 };
        }
        return NOOP;
      },
      answer: (offer, view) => acceptable(view.member, offer.initiator),
      learn(outcome) {
        trust.learn(outcome);
        const account = accounts.obtain(outcome.member, outcome.counterparty);
        account.ledger += outcome.payoff;
        account.interactions += 1;
        if (account.ledger < config.blacklist_threshold) account.blacklisted = true;
      },
      shiftTrust: (member, delta) => trust.shift(member, delta),
      save: () => ({ trust: trust.save(), accounts: accounts.save() }),
      restore(saved) {
        const state = saved as { trust: unknown; accounts: unknown };
        trust.restore(state.trust);
        accounts.restore(state.accounts);
      },
    };
  },
});
