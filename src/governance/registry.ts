import { Registry } from "../base/registry.js";
import type { LeverDefinition } from "../contract/lever.js";
import { bandwidthCap } from "./bandwidth-cap.js";
import { circuitBreaker } from "./circuit-breaker.js";
import { collusion } from "./collusion/lever.js";
import { decomposition } from "./decomposition.js";
import { incoherenceBreaker } from "./incoherence-breaker.js";
import { incoherenceFriction } from "./incoherence-friction.js";
import { randomAudit } from "./random-audit.js";
import { rbac } from "./rbac.js";
import { reputationDecay } from "./reputation-decay.js";
import { resample } from "./resample/lever.js";
import { security } from "./security/lever.js";
import { selfEnsemble } from "./self-ensemble.js";
import { staking } from "./staking.js";
import { sybilDetection } from "./sybil/lever.js";
import { transactionTax } from "./transaction-tax.js";
import { voteNormalization } from "./vote-normalization.js";

/** Every lever, in the order in which their effects are applied. */
export const LEVERS = new Registry<LeverDefinition>(
  "lever",
  [
    transactionTax,
    reputationDecay,
    voteNormalization,
    bandwidthCap,
    staking,
    circuitBreaker,
    randomAudit,
    collusion,
    security,
    selfEnsemble,
    incoherenceBreaker,
    decomposition,
    incoherenceFriction,
    sybilDetection,
    rbac,
    resample,
  ],
  ({ name }) => name,
);
