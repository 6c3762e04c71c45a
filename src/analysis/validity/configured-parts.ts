import type { LeverDefinition } from "../../contract/lever.js";
import type { ActivityEntry } from "../../engine/activity.js";
import { configuredDynamics } from "../../scenario/build-dynamics.js";
import { activeLevers } from "../../scenario/build-levers.js";
import type { ArmContext } from "./check.js";

/** A lever that is on, or a dynamic that has a block. */
export interface ConfiguredPart {
  readonly name: string;
  /** Actions that change nothing. */
  readonly looks: readonly string[];
  /** Why it can do nothing at all, where that is so. */
  readonly inert: string | undefined;
}

/** The levers and dynamics that a scenario asks for, in registry order. */
export function configuredParts({ scenario: { spec }, extensions }: ArmContext): readonly ConfiguredPart[] {
  const levers = activeLevers(spec, extensions).map((lever) => {
    return { name: lever.name, looks: lever.looks ?? [], inert: whyInert(lever) };
  });
  const dynamics = configuredDynamics(spec, extensions).map(({ name }) => ({ name, looks: [], inert: undefined }));
  return [...levers, ...dynamics];
}

/** Whether the part did more in a run than look. */
export function changedSomething({ name, looks }: ConfiguredPart, activity: readonly ActivityEntry[]): boolean {
  return activity.some(({ source, action }) => source === name && !looks.includes(action));
}

/** The reason of a lever whose every key is without effect. */
function whyInert({ config, inert = {} }: LeverDefinition): string | undefined {
  const reasons = Object.entries(config.properties).map(([key, schema]) => inert[key] ?? schema.inert);
  return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined;
}
