import { Registry } from "../base/registry.js";
import type { AgentDefinition } from "../contract/agent.js";
import { adaptive } from "./adaptive.js";
import { adaptiveAdversary } from "./adaptive-adversary.js";
import { adaptiveAdversaryActive } from "./adaptive-adversary-active.js";
import { adversarial } from "./adversarial.js";
import { cautious } from "./cautious.js";
import { cautiousReciprocator } from "./cautious-reciprocator.js";
import { collaborative } from "./collaborative.js";
import { deceptive } from "./deceptive.js";
import { honest } from "./honest.js";
import { ldt } from "./ldt/ldt.js";
import { llm } from "./llm/llm.js";
import { modelingAdversary } from "./modeling-adversary.js";
import { obfuscating } from "./obfuscating.js";
import { opportunistic } from "./opportunistic.js";
import { student } from "./student/student.js";
import { thresholdDancer } from "./threshold-dancer.js";
import { waltzPair } from "./waltz-pair/waltz-pair.js";

/** Every agent type; the order is that of listings. */
export const AGENTS = new Registry<AgentDefinition>(
  "agent type",
  [
    honest,
    opportunistic,
    deceptive,
    adversarial,
    cautious,
    cautiousReciprocator,
    adaptiveAdversary,
    adaptiveAdversaryActive,
    modelingAdversary,
    thresholdDancer,
    obfuscating,
    ldt,
    collaborative,
    adaptive,
    llm,
    waltzPair,
    student,
  ],
  ({ type }) => type,
);
