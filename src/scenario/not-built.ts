/** What is known of a part of the reference system that this one has not built. */
export interface NotBuilt {
  readonly what: string;
  /** Whether it changes nothing in a plain run of the reference system, so that replaying one can pass over it. */
  readonly inertThere: boolean;
}

/**
 * Keys of `governance` by how they begin. The loader of the reference system drops half of these; the others act on domains
 * that a plain run has not, or wait for something that no scenario can give them.
 */
const GOVERNANCE: readonly (readonly [prefix: string, what: string])[] = [
  ["refinery_", "the refinery lever"],
  ["transparency_", "the transparency lever"],
  ["moderator_", "the moderator lever"],
  ["council_lever_", "the council lever"],
  ["adaptive_governance_", "adaptive gating of levers"],
  ["adaptive_incoherence_", "adaptive gating of levers"],
  ["adaptive_use_", "adaptive gating of levers"],
  ["adaptive_controller_", "the adaptive controller"],
  ["loop_detector_", "the loop detector lever"],
  ["diversity_", "the diversity defence lever"],
  ["attestation_heartbeat_", "the attestation heartbeat lever"],
  ["hardware_trust_", "the hardware trust lever"],
  ["cascade_risk_", "the cascade risk lever"],
  ["self_evolution_", "the self-evolution limits"],
  ["self_modification_", "the self-modification lever"],
  ["memory_", "the memory levers"],
  ["moltbook_", "the Moltbook levers"],
  ["moltipedia_", "the Moltipedia levers"],
];

/** Blocks, and whether they change nothing in a run of core agents. */
const BLOCKS: Readonly<Record<string, NotBuilt>> = {
  marketplace: { what: "the marketplace", inertThere: false },
  contracts: { what: "the contract market", inertThere: false },
  spawn: { what: "spawning agents", inertThere: true },
  moltbook: { what: "the Moltbook domain", inertThere: true },
  memory_tiers: { what: "the memory-tier domain", inertThere: false },
  moltipedia: { what: "the Moltipedia domain", inertThere: false },
  scholar: { what: "the scholar domain", inertThere: false },
  kernel_oracle: { what: "the kernel-oracle domain", inertThere: false },
  rivals: { what: "the team-of-rivals domain", inertThere: false },
  awm: { what: "the world-model domain", inertThere: false },
  letta: { what: "the Letta back end", inertThere: false },
  evo_game: { what: "the evolutionary-game domain", inertThere: false },
  resource_negotiation: { what: "the negotiation domain", inertThere: false },
  tierra: { what: "the Tierra domain", inertThere: false },
};

/** The part that an unknown key belongs to, if the reference system has such a part. */
export function notBuilt(path: readonly (string | number)[]): NotBuilt | undefined {
  const [block, key] = path.map(String);
  if (path.length === 1) return Object.hasOwn(BLOCKS, block) ? BLOCKS[block] : undefined;
  if (path.length !== 2 || block !== "governance") return undefined;
  const found = GOVERNANCE.find(([prefix]) => key.startsWith(prefix));
  return found === undefined ? undefined : { what: found[1], inertThere: true };
}
