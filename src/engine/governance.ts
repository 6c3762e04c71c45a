import type { Effects, Lever } from "../contract/lever.js";
import type { Interaction } from "../model/interaction.js";
import type { Activity } from "./activity.js";
import { blame } from "./blame.js";
import type { Emitter } from "./emitter.js";
import { Orders } from "./orders.js";
import type { StateChanges } from "./state-changes.js";
import type { World } from "./world.js";

/** A lever under its name. */
export interface NamedLever {
  readonly name: string;
  readonly lever: Lever;
}

type Having<K extends keyof Lever> = { readonly name: string; readonly lever: Lever & Required<Pick<Lever, K>> };

function having<K extends keyof Lever>(levers: readonly NamedLever[], hook: K): readonly Having<K>[] {
  return levers.filter((named): named is Having<K> => named.lever[hook] !== undefined);
}

/**
 * Runs the levers' hooks and applies their orders. All levers of one hook look at the same state; then costs are summed
 * and freezes, unfreezes, reputation and resources are applied, each in lever order. An agent that one hook both freezes
 * and unfreezes ends up free.
 */
export class Governance implements Effects {
  /** Latest figures that each lever reported. */
  readonly reports = new Map<string, Readonly<Record<string, number>>>();
  readonly choosing: readonly Having<"choose">[];
  /** Whether any lever may refuse an agent its turn. */
  readonly admits: boolean;
  private readonly starting: readonly Having<"epochStart">[];
  private readonly stepping: readonly Having<"stepStart">[];
  private readonly admitting: readonly Having<"mayAct">[];
  private readonly watching: readonly Having<"interaction">[];
  private readonly settling: readonly Having<"settled">[];
  private readonly freezes = new Orders();
  private readonly unfreezes = new Orders();
  private readonly reputations = new Orders();
  private readonly transfers = new Orders();
  private current = "";
  private interactionAtHand: Interaction | undefined;

  constructor(
    private readonly world: World,
    private readonly emitter: Emitter,
    private readonly activity: Activity,
    private readonly changes: StateChanges,
    levers: readonly NamedLever[],
  ) {
    this.choosing = having(levers, "choose");
    this.starting = having(levers, "epochStart");
    this.stepping = having(levers, "stepStart");
    this.admitting = having(levers, "mayAct");
    this.admits = this.admitting.length > 0;
    this.watching = having(levers, "interaction");
    this.settling = having(levers, "settled");
  }

  epochStart(): void {
    for (const { name, lever } of this.starting) {
      this.current = name;
      try {
        lever.epochStart(this.world.epoch, this);
      } catch (error) {
        throw blame(error, `lever "${name}"`, "epochStart", this.world);
      }
    }
    this.apply();
  }

  stepStart(): void {
    if (this.stepping.length === 0) return;
    for (const { name, lever } of this.stepping) {
      this.current = name;
      try {
        lever.stepStart(this.world.epoch, this.world.step, this);
      } catch (error) {
        throw blame(error, `lever "${name}"`, "stepStart", this.world);
      }
    }
    this.apply();
  }

  mayAct(agent: number): boolean {
    for (const { name, lever } of this.admitting) {
      try {
        if (lever.mayAct(agent, this.world.epoch)) continue;
        this.activity.add(name, "turn refused", agent);
        return false;
      } catch (error) {
        throw blame(error, `lever "${name}"`, "mayAct", this.world);
      }
    }
    return true;
  }

  /** Lets every lever look at a completed interaction, then charges it and applies their orders. */
  govern(interaction: Interaction): void {
    if (this.watching.length === 0) return;
    this.interactionAtHand = interaction;
    this.costA = 0;
    this.costB = 0;
    for (const { name, lever } of this.watching) {
      this.current = name;
      try {
        lever.interaction(interaction, this);
      } catch (error) {
        throw blame(error, `lever "${name}"`, "interaction", this.world);
      }
    }
    this.interactionAtHand = undefined;
    interaction.costA += this.costA;
    interaction.costB += this.costB;
    this.apply();
  }

  settled(interaction: Interaction): void {
    for (const { name, lever } of this.settling) {
      try {
        lever.settled(interaction);
      } catch (error) {
        throw blame(error, `lever "${name}"`, "settled", this.world);
      }
    }
  }

  private costA = 0;
  private costB = 0;

  cost(initiator: number, counterparty: number, reason: string): void {
    const interaction = this.interactionAtHand;
    if (interaction === undefined) throw new Error("a cost can be charged only while an interaction completes");
    if (initiator === 0 && counterparty === 0) return;
    this.costA += initiator;
    this.costB += counterparty;
    this.activity.add(this.current, "cost", interaction.initiator, initiator + counterparty);
    if (!this.emitter.on) return;
    this.emitter.emit({
      kind: "governance_cost_applied",
      interaction_id: interaction.id,
      lever: this.current,
      initiator_id: this.world.idOf(interaction.initiator),
      counterparty_id: this.world.idOf(interaction.counterparty),
      cost_a: initiator,
      cost_b: counterparty,
      reason,
    });
  }

  freeze(agent: number, reason: string): void {
    this.freezes.add(this.current, agent, 0, reason);
  }

  unfreeze(agent: number, reason: string): void {
    this.unfreezes.add(this.current, agent, 0, reason);
  }

  reputation(agent: number, delta: number, reason: string): void {
    this.reputations.add(this.current, agent, delta, reason);
  }

  resources(agent: number, delta: number, reason: string): void {
    this.transfers.add(this.current, agent, delta, reason);
  }

  note(action: string, agent: number, figures: Readonly<Record<string, number>>): void {
    this.activity.add(this.current, action, agent);
    if (!this.emitter.on) return;
    const agent_id = this.world.idOf(agent);
    this.emitter.emit({ kind: "lever_acted", lever: this.current, action, agent_id, figures: { ...figures } });
  }

  report(figures: Readonly<Record<string, number>>): void {
    this.reports.set(this.current, figures);
    if (this.emitter.on) this.emitter.emit({ kind: "lever_reported", lever: this.current, figures: { ...figures } });
  }

  private apply(): void {
    const { changes, freezes, unfreezes, reputations, transfers } = this;
    if (freezes.size + unfreezes.size + reputations.size + transfers.size === 0) return;
    freezes.carryOut((lever, agent, _, reason) => changes.freeze(lever, agent, reason));
    unfreezes.carryOut((lever, agent, _, reason) => changes.unfreeze(lever, agent, reason));
    reputations.carryOut((lever, agent, amount, reason) => changes.reputation(lever, agent, amount, reason));
    transfers.carryOut((lever, agent, amount, reason) => changes.resources(lever, agent, amount, reason));
  }
}
