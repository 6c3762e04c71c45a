import { Value } from "@sinclair/typebox/value";
import type { AgentDefinition, Behaviour, Group } from "../../contract/agent.js";
import { oneOf } from "../../contract/keys.js";
import { cautiousReciprocator } from "../cautious-reciprocator.js";
import { honest } from "../honest.js";

/** Rules by which a pair answers proposals: those of scripted agents at the end of a step, or the same answer to everybody. */
export const ANSWERS = oneOf(
  "honest",
  ["honest", "cautious_reciprocator", "everybody", "nobody"],
  "whose scripted rule answers proposals made to it (with default keys); or accepts those of everybody, or of nobody",
);

/** The part of a behaviour that answers proposals, with what it learns. */
export type Answering = Pick<Behaviour, "answer" | "learn" | "shiftTrust" | "save" | "restore">;

export function answering(rule: "honest" | "cautious_reciprocator" | "everybody" | "nobody", group: Group): Answering {
  switch (rule) {
    case "honest":
      return withDefaults(honest, group);
    case "cautious_reciprocator":
      return withDefaults(cautiousReciprocator, group);
    default:
      return { answer: () => rule === "everybody" };
  }
}

function withDefaults(definition: AgentDefinition, group: Group): Answering {
  return definition.create(Value.Default(definition.config, {}), group);
}
