import type { Dynamic, EpochFigures } from "../contract/dynamic.js";
import type { Interaction } from "../model/interaction.js";
import { blame } from "./blame.js";
import type { World } from "./world.js";

/** A dynamic under its name. */
export interface NamedDynamic {
  readonly name: string;
  readonly dynamic: Dynamic;
}

type Hook = "epochStart" | "stepStart" | "mayAct" | "settled" | "epochEnd";
type Having<K extends Hook> = { readonly name: string; readonly dynamic: Dynamic & Required<Pick<Dynamic, K>> };

/** Runs the dynamics' hooks in the order of their registry. Unlike a lever's orders, what they do takes effect at once. */
export class Dynamics {
  /** Whether anybody wants to know how an epoch went. */
  readonly watchEpochs: boolean;
  /** Whether anybody may refuse an agent its turn. */
  readonly admits: boolean;
  private readonly starting: readonly Having<"epochStart">[];
  private readonly stepping: readonly Having<"stepStart">[];
  private readonly admitting: readonly Having<"mayAct">[];
  private readonly settling: readonly Having<"settled">[];
  private readonly ending: readonly Having<"epochEnd">[];

  constructor(
    private readonly world: World,
    readonly list: readonly NamedDynamic[],
  ) {
    const having = <K extends Hook>(hook: K) =>
      list.filter((named): named is Having<K> => named.dynamic[hook] !== undefined);
    this.starting = having("epochStart");
    this.stepping = having("stepStart");
    this.admitting = having("mayAct");
    this.settling = having("settled");
    this.ending = having("epochEnd");
    this.watchEpochs = this.ending.length > 0;
    this.admits = this.admitting.length > 0;
  }

  epochStart(): void {
    const { epoch } = this.world;
    for (const { name, dynamic } of this.starting) this.attempt(name, "epochStart", () => dynamic.epochStart(epoch));
  }

  stepStart(): void {
    const { epoch, step } = this.world;
    for (const { name, dynamic } of this.stepping) {
      this.attempt(name, "stepStart", () => dynamic.stepStart(epoch, step));
    }
  }

  mayAct(agent: number): boolean {
    for (const { name, dynamic } of this.admitting) {
      if (!this.attempt(name, "mayAct", () => dynamic.mayAct(agent))) return false;
    }
    return true;
  }

  settled(interaction: Interaction): void {
    for (const { name, dynamic } of this.settling) this.attempt(name, "settled", () => dynamic.settled(interaction));
  }

  epochEnd(figures: EpochFigures): void {
    for (const { name, dynamic } of this.ending) this.attempt(name, "epochEnd", () => dynamic.epochEnd(figures));
  }

  private attempt<T>(name: string, hook: Hook, call: () => T): T {
    try {
      return call();
    } catch (error) {
      throw blame(error, `dynamic "${name}"`, hook, this.world);
    }
  }
}
