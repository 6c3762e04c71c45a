import { Registry } from "../../base/registry.js";
import type { Check } from "./check.js";
import { actionCap } from "./checks/action-cap.js";
import { constantMetric } from "./checks/constant-metric.js";
import { emptyEpochs } from "./checks/empty-epochs.js";
import { identicalArms } from "./checks/identical-arms.js";
import { idleAgents } from "./checks/idle-agents.js";
import { idleLever } from "./checks/idle-lever.js";
import { inertKeys } from "./checks/inert-keys.js";
import { seedWithoutEffect } from "./checks/seed-without-effect.js";
import { trivialCriteria } from "./checks/trivial-criteria.js";
import { uncheckedCriteria } from "./checks/unchecked-criteria.js";
import { unevenEpochs } from "./checks/uneven-epochs.js";

/** Every check of the sentinel, in the order in which findings of one severity are told. */
export const CHECKS = new Registry<Check>(
  "validity check",
  [
    identicalArms,
    seedWithoutEffect,
    idleLever,
    actionCap,
    idleAgents,
    emptyEpochs,
    unevenEpochs,
    constantMetric,
    trivialCriteria,
    uncheckedCriteria,
    inertKeys,
  ],
  ({ name }) => name,
);
