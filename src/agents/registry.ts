import { Registry } from "../base/registry.js";
import type { AgentDefinition } from "../contract/agent.js";
import { adversarial } from "./adversarial.js";
import { deceptive } from "./deceptive.js";
import { honest } from "./honest.js";
import { opportunistic } from "./opportunistic.js";

/** Every agent type; the order is that of listings. */
export const AGENTS = new Registry<AgentDefinition>(
  "agent type",
  [honest, opportunistic, deceptive, adversarial],
  ({ type }) => type,
);
