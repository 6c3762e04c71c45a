import { type Static, Type } from "@sinclair/typebox";
import type { ConfigFault, Controls, EpochFigures, RestOfScenario } from "../../contract/dynamic.js";
import { flag, keys, maybeText, maybeWhole, oneOf } from "../../contract/keys.js";
import { block } from "../block.js";
import { CONDITION_FORM, parseCondition } from "./condition.js";

const shock = keys({
  trigger: oneOf("epoch", ["epoch", "condition"], "what sets it off, once"),
  at_epoch: maybeWhole(0, "trigger epoch: the epoch, from 0, after whose start it takes effect"),
  when: maybeText(`trigger condition: ${CONDITION_FORM}; looked at when an epoch ends, in force from the next`),
  params: Type.Record(Type.String(), Type.Unknown(), {
    default: {},
    description: "keys of the governance block and the values they take",
  }),
  revert_after_epochs: maybeWhole(1, "epochs after which the old values return; left out: never"),
});

export const shocksConfig = block(
  {
    enabled: flag(false, "whether governance changes during the run"),
    shocks: Type.Array(shock, { default: [], description: "each of them acts once" }),
  },
  "changes of governance while the run goes on",
);

type Shocks = Static<typeof shocksConfig>;
type Shock = Static<typeof shock>;

/** A dotted name leads nowhere: the governance block is flat. */
const isDotted = (key: string) => key.includes(".");

/** The keys that shocks may move. */
export function shockedKeys({ enabled, shocks }: Shocks): string[] {
  return enabled ? shocks.flatMap(({ params }) => Object.keys(params)).filter((key) => !isDotted(key)) : [];
}

export function shockFaults({ enabled, shocks }: Shocks, rest: RestOfScenario): ConfigFault[] {
  if (!enabled) return [];
  return shocks.flatMap(({ trigger, at_epoch, when, params }, i) => {
    const faults: ConfigFault[] = [];
    const add = (key: string, message: string) => faults.push({ path: ["shocks", i, key], message });
    if (trigger === "epoch" && typeof at_epoch !== "number") add("at_epoch", "never acts: it has no at_epoch");
    if (trigger === "condition" && parseCondition(when ?? "") === undefined) {
      add("when", `is no condition: write ${CONDITION_FORM}`);
    }
    const given = Object.entries(params);
    if (given.length === 0) add("params", "changes nothing: it is empty");
    for (const [key, value] of given) {
      const objection = isDotted(key)
        ? { message: "leads nowhere: keys of the governance block are given without a path" }
        : rest.objection(key, value);
      if (objection !== undefined) faults.push({ path: ["shocks", i, "params", key], ...objection });
    }
    return faults;
  });
}

interface Active {
  readonly shock: number;
  readonly since: number;
  readonly before: readonly (readonly [string, unknown])[];
}

/** Shocks that have acted and those that wait. Source: SWARM v1.9.0. */
export class ParameterShocks {
  private readonly spent = new Set<number>();
  private active: Active[] = [];

  /** `unknownKeyEndsHook`: a key that nobody has ends the hook quietly, as in the reference system; else it throws. */
  constructor(
    private readonly config: Shocks,
    private readonly controls: Controls,
    private readonly unknownKeyEndsHook: boolean,
  ) {}

  /** False when a key that nobody has ended the hook. */
  epochStart(epoch: number): boolean {
    this.revert(epoch);
    return this.config.shocks.every(
      (shock, i) => shock.trigger !== "epoch" || shock.at_epoch !== epoch || this.strike(shock, i, epoch),
    );
  }

  epochEnd(figures: EpochFigures): void {
    this.config.shocks.every((shock, i) => {
      const due = shock.trigger === "condition" && parseCondition(shock.when ?? "")?.(figures) === true;
      return !due || this.strike(shock, i, figures.epoch + 1);
    });
  }

  private strike(shock: Shock, index: number, since: number): boolean {
    if (this.spent.has(index)) return true;
    this.spent.add(index);
    const before: [string, unknown][] = [];
    for (const [key, value] of Object.entries(shock.params)) {
      if (isDotted(key)) {
        this.controls.note(`passed over ${key}`, {});
        continue;
      }
      const old = this.controls.leverKey(key);
      if (old === undefined && this.unknownKeyEndsHook) {
        this.controls.note(`stopped at the unknown key ${key}`, {});
        return false;
      }
      this.move(key, old, value);
      before.push([key, old]);
    }
    if (typeof shock.revert_after_epochs === "number") this.active.push({ shock: index, since, before });
    return true;
  }

  private revert(epoch: number): void {
    const lasts = ({ shock, since }: Active) => epoch < since + (this.config.shocks[shock].revert_after_epochs ?? 0);
    for (const { before } of this.active.filter((active) => !lasts(active))) {
      for (const [key, value] of before) this.move(key, this.controls.leverKey(key), value);
    }
    this.active = this.active.filter(lasts);
  }

  private move(key: string, from: unknown, to: unknown): void {
    this.controls.setLeverKey(key, to);
    this.controls.note(`set ${key}`, { ...figure("from", from), ...figure("to", to) });
  }

  save(): unknown {
    const values = shockedKeys(this.config).map((key) => [key, this.controls.leverKey(key)]);
    return { spent: [...this.spent], active: this.active, values };
  }

  restore(saved: unknown): void {
    const { spent, active, values } = saved as { spent: number[]; active: Active[]; values: [string, unknown][] };
    this.spent.clear();
    for (const index of spent) this.spent.add(index);
    this.active = active;
    for (const [key, value] of values) {
      if (this.controls.leverKey(key) !== undefined) this.controls.setLeverKey(key, value);
    }
  }
}

/** Switches count as 0 and 1; words have no figure. */
function figure(name: string, value: unknown): Record<string, number> {
  return typeof value === "number" || typeof value === "boolean" ? { [name]: Number(value) } : {};
}
