/** Where a run under `--compat swarm-1.9` behaves unlike a run without it, besides the random numbers. */
export interface Semantics {
  readonly name: "native" | "swarm-1.9";
  readonly randomness: "keyed" | "cpython";
  readonly emptyEpochHidesFeed: boolean;
  readonly agentsForgetVotes: boolean;
  readonly emptyEpochsCountAsZero: boolean;
  readonly unreadKeysTolerated: boolean;
  readonly unknownShockKeyEndsHook: boolean;
  readonly someLeversFixedAtStart: boolean;
  readonly yamlVersion: "1.1" | "1.2";
}

export const NATIVE: Semantics = {
  name: "native",
  randomness: "keyed",
  emptyEpochHidesFeed: false,
  agentsForgetVotes: false,
  emptyEpochsCountAsZero: false,
  unreadKeysTolerated: false,
  unknownShockKeyEndsHook: false,
  someLeversFixedAtStart: false,
  yamlVersion: "1.2",
};

export const SWARM_1_9: Semantics = {
  name: "swarm-1.9",
  randomness: "cpython",
  emptyEpochHidesFeed: true,
  agentsForgetVotes: true,
  emptyEpochsCountAsZero: true,
  unreadKeysTolerated: true,
  unknownShockKeyEndsHook: true,
  someLeversFixedAtStart: true,
  yamlVersion: "1.1",
};

/** The named differences, one line of why for each. */
export const DIFFERENCES: Readonly<Record<Exclude<keyof Semantics, "name">, string>> = {
  randomness:
    "the reference system draws from MT19937 streams on seed, seed + 1, ...; ours are keyed by seed, purpose and agent id",
  emptyEpochHidesFeed:
    "the reference system reports 0 posts and 0 votes in an epoch without interactions, although the feed is full",
  agentsForgetVotes:
    "agents of the reference system remember 1,000 items and vote again on what they forgot; ours ask the feed",
  emptyEpochsCountAsZero:
    "the reference system counts an epoch without data as 0 in means over epochs, which success criteria use; ours leave it out",
  unreadKeysTolerated:
    "the reference system drops keys that it does not read; ours refuses them, and only warns in this mode",
  unknownShockKeyEndsHook:
    "in the reference system a parameter shock that names an unknown key ends the epoch's perturbations quietly; ours is refused at load",
  someLeversFixedAtStart:
    "in the reference system no shock can switch on the ensemble, incoherence, decomposition, RBAC and resample levers when they are off at the start",
  yamlVersion:
    "the reference system reads YAML 1.1 (yes and no are booleans) and coerces numbers and booleans written as text",
};
