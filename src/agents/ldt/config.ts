import { type Static, Type } from "@sinclair/typebox";
import { amount, inert, keys, oneOf, share, whole } from "../../contract/keys.js";

export const LDT_KEYS = keys({
  cooperation_prior: share(0.65, "how likely it takes cooperation to be, before it knows"),
  similarity_threshold: share(0.7, "likeness from which a partner counts as deciding as it does"),
  welfare_weight: amount(0.3, "weight of the partner's gain"),
  updateless_commitment: share(0.8, "weight of the prior against experience with the partner"),
  counterfactual_horizon: whole(20, 1, "latest interactions that make up a conduct vector"),
  post_probability: share(0.25, "chance to post when it may"),
  vote_probability: share(0.4, "chance to vote when it may"),
  interact_probability: share(0.5, "chance to propose when it may"),
  acausality_depth: whole(
    1,
    1,
    "1 twins and proofs, 2 the partner's policy, 3 mutual best responses, 4 twins of twins, 5 and more counterfactual samples",
  ),
  decision_theory: oneOf(
    "fdt",
    ["fdt", "tdt", "udt"],
    "tdt looks at likeness only, fdt at proofs too, udt commits beforehand",
  ),
  subjunctive_weight: share(0.6, "weight of the subjunctive score against likeness"),
  precommitment_strength: Type.Optional(
    Type.Number({
      minimum: 0,
      maximum: 1,
      description: "how firmly udt holds to its commitment; 1 for udt and 0 otherwise when left out",
    }),
  ),
  proof_threshold: amount(0.85, "subjunctive score from which cooperation counts as proven, nominally in [0, 1]"),
  mirror_prior_weight: share(0.6, "weight of its own policy in what it takes a stranger's policy to be"),
  max_recursion_depth: whole(8, 0, "most rounds of best responses"),
  convergence_epsilon: amount(0.01, "movement of both probabilities below which the rounds stop"),
  introspection_discount: share(0.9, "weight of a new best response against the old one"),
  twin_graph_min_edge: share(0.3, "likeness from which two partners are joined"),
  twin_graph_traversal_depth: whole(2, 0, "hops that twins of twins may be away"),
  twin_graph_decay: share(0.9, "weight that is left after a hop"),
  acausal_bonus_weight: share(0.1, "weight of the cooperation of twins of twins"),
  n_counterfactual_samples: whole(50, 1, "samples of level 5"),
  counterfactual_noise_std: amount(0.1, "standard deviation of the noise on p in a sample"),
  defection_memory_weight: inert(
    share(0.5, "weight of past defections"),
    "never used, in the reference system neither",
  ),
});

export type LdtConfig = Static<typeof LDT_KEYS>;
