import type { Choice, Lever, LeverDefinition } from "../../src/contract/lever.js";
import type { Interaction } from "../../src/model/interaction.js";

export const HOOKS = ["epochStart", "stepStart", "mayAct", "choose", "interaction", "settled"] as const;

/** The same lever, with what `wrap` makes of each of the hooks that it has. */
function rewired(definition: LeverDefinition, wrap: (current: () => Lever, create: () => Lever) => Lever) {
  const create: LeverDefinition["create"] = (config, context) => {
    const fresh = () => definition.create(config, context);
    const first = fresh();
    const wrapped = wrap(() => first, fresh);
    return Object.fromEntries(HOOKS.flatMap((hook) => (first[hook] === undefined ? [] : [[hook, wrapped[hook]]])));
  };
  return { ...definition, create };
}

/** Before every hook the state goes, as JSON, to another one of two levers, so that each restores over an old state. */
export function juggled(definition: LeverDefinition): LeverDefinition {
  return rewired(definition, (first, create) => {
    let current = first();
    let other = create();
    const next = (): Lever => {
      const saved = JSON.parse(JSON.stringify(current.save?.() ?? null));
      [current, other] = [other, current];
      current.restore?.(saved);
      return current;
    };
    return {
      epochStart: (epoch, effects) => next().epochStart?.(epoch, effects),
      stepStart: (epoch, step, effects) => next().stepStart?.(epoch, step, effects),
      mayAct: (agent, epoch) => next().mayAct?.(agent, epoch) ?? true,
      choose: (choice) => next().choose?.(choice) ?? { action: choice.first },
      interaction: (interaction, effects) => next().interaction?.(interaction, effects),
      settled: (interaction) => next().settled?.(interaction),
    };
  });
}

/** The epoch that a hook is called in, from its arguments. */
const EPOCH_OF: Readonly<Record<(typeof HOOKS)[number], (args: readonly never[]) => number>> = {
  epochStart: ([epoch]) => epoch,
  stepStart: ([epoch]) => epoch,
  mayAct: ([, epoch]) => epoch,
  choose: ([choice]) => (choice as Choice).epoch,
  interaction: ([interaction]) => (interaction as Interaction).epoch,
  settled: ([interaction]) => (interaction as Interaction).epoch,
};

/** Breaks in one hook, in the second epoch. */
export function broken(definition: LeverDefinition, hook: (typeof HOOKS)[number]): LeverDefinition {
  return rewired(definition, (current) => {
    const call =
      (each: (typeof HOOKS)[number]) =>
      (...args: never[]) => {
        if (each === hook && EPOCH_OF[each](args) === 1) throw new Error("broken on purpose");
        const lever = current();
        return (lever[each] as ((...args: never[]) => unknown) | undefined)?.apply(lever, args);
      };
    return Object.fromEntries(HOOKS.map((each) => [each, call(each)]));
  });
}
