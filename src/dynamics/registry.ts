import { Registry } from "../base/registry.js";
import type { DynamicDefinition } from "../contract/dynamic.js";
import { dynamicToxicity } from "./dynamic-toxicity.js";
import { perturbations } from "./perturbations.js";

/** Every process of the world that is no agent and no lever; the order is that of their hooks. */
export const DYNAMICS = new Registry<DynamicDefinition>(
  "dynamic",
  [perturbations, dynamicToxicity],
  ({ name }) => name,
);
