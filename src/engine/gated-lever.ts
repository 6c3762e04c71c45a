import type { Lever } from "../contract/lever.js";

/**
 * A lever that may be switched on and off while the run goes on: while `isOn` does not hold, its hooks do nothing and see
 * nothing, and it refuses nobody a turn.
 */
export function gated(lever: Lever, isOn: () => boolean): Lever {
  const gate: { -readonly [K in keyof Lever]: Lever[K] } = {
    save: lever.save && (() => lever.save?.()),
    restore: lever.restore && ((saved) => lever.restore?.(saved)),
  };
  if (lever.epochStart !== undefined) {
    gate.epochStart = (epoch, effects) => {
      if (isOn()) lever.epochStart?.(epoch, effects);
    };
  }
  if (lever.stepStart !== undefined) {
    gate.stepStart = (epoch, step, effects) => {
      if (isOn()) lever.stepStart?.(epoch, step, effects);
    };
  }
  if (lever.mayAct !== undefined) {
    gate.mayAct = (agent, epoch) => !isOn() || lever.mayAct?.(agent, epoch) === true;
  }
  if (lever.choose !== undefined) {
    gate.choose = (choice) => (isOn() && lever.choose?.(choice)) || { action: choice.first };
  }
  if (lever.interaction !== undefined) {
    gate.interaction = (interaction, effects) => {
      if (isOn()) lever.interaction?.(interaction, effects);
    };
  }
  if (lever.settled !== undefined) {
    gate.settled = (interaction) => {
      if (isOn()) lever.settled?.(interaction);
    };
  }
  return gate;
}
