import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { LdtConfig } from "../../../src/agents/ldt/config.js";
import { type Case, cooperates } from "../../../src/agents/ldt/decision.js";
import { type Deed, newProfile, noteDeed } from "../../../src/agents/ldt/profile.js";
import { conductVector } from "../../../src/agents/ldt/twin.js";
import { MersenneTwister } from "../../../src/base/random/mersenne-twister.js";
import { byDefinition } from "./by-definition.js";
import { deeds, ldtConfig } from "./material.js";

/** Interactions with the partner under judgement and with others, in the order in which they happened. */
interface Past {
  readonly trace: readonly Deed[];
  readonly theirs: readonly Deed[];
  readonly others?: readonly (readonly Deed[])[];
}

function decide(given: Partial<LdtConfig>, { trace, theirs, others = [] }: Past): boolean {
  const config = ldtConfig(given);
  const horizon = config.counterfactual_horizon;
  const profile = (list: readonly Deed[]) => {
    const made = newProfile();
    for (const deed of list) noteDeed(made, deed, config.acausality_depth >= 5 ? Number.POSITIVE_INFINITY : horizon);
    return made;
  };
  const own = trace.slice(-horizon);
  const at: Case = {
    config,
    trace: own,
    vector: conductVector(own, horizon, config.cooperation_prior),
    profile: theirs.length === 0 ? undefined : profile(theirs),
    others: () => others.map(profile),
    stream: () => new MersenneTwister(1),
  };
  return cooperates(at);
}

/** The partner refused all that the agent proposed, while everybody else accepted. */
const REBUFFED: Past = { trace: deeds("0.7 0.7 0.7"), theirs: deeds("no:0.4 no:0.4 no:0.4") };
/** The same when likeness, too, looks back over these interactions only. */
const SHORT = { counterfactual_horizon: 3 };

describe("the decision", () => {
  it.each([1, 2, 3, 4, 5, 9])("at depth %i cooperates with a stranger", (acausality_depth) => {
    expect(decide({ acausality_depth }, { trace: [], theirs: [] })).toBe(true);
  });

  it("at depth 1 turns down a partner proven to be its opposite, unless it looks at likeness only", () => {
    expect(decide(SHORT, REBUFFED)).toBe(false);
    expect(decide({ ...SHORT, decision_theory: "udt" }, REBUFFED)).toBe(false);
    expect(decide({ ...SHORT, decision_theory: "tdt" }, REBUFFED)).toBe(true);
    // Likeness 0.39 and one rejection shared: a score of 0.27 proves nothing, and cooperation is worth it.
    expect(decide(SHORT, { ...REBUFFED, trace: deeds("no:0.2 no:0.2 0.7") })).toBe(true);
  });

  it("proves the opposite by likeness alone while there are fewer than three interactions", () => {
    const past = { trace: deeds("0.9 0.9"), theirs: deeds("no:0.1 no:0.1") };
    expect(decide({ counterfactual_horizon: 2 }, past)).toBe(false);
    expect(decide({ counterfactual_horizon: 20 }, past)).toBe(true); // padding makes them alike
  });

  it("at depth 2 lets the partner's policy decide once it is sure of it", () => {
    // Proven the opposite, but by its policy it would cooperate.
    expect(decide({ ...SHORT, acausality_depth: 2 }, REBUFFED)).toBe(true); // confidence 3/3
    const longer = { ...REBUFFED, trace: deeds("0.7 0.7 0.7 0.7 0.7 0.7 0.7") };
    expect(decide({ counterfactual_horizon: 7, acausality_depth: 2 }, longer)).toBe(false); // confidence 3/7
  });

  it("at depth 3 and beyond outweighs the proof", () => {
    for (const acausality_depth of [3, 4, 5]) expect(decide({ ...SHORT, acausality_depth }, REBUFFED)).toBe(true);
  });

  it("lets twins of twins turn it around when they weigh enough", () => {
    const past = { ...REBUFFED, others: [deeds("no:0.4 no:0.4 no:0.4")] };
    const config = { ...SHORT, acausality_depth: 4 };
    expect(decide({ ...config, acausal_bonus_weight: 0.9 }, past)).toBe(false);
    expect(decide({ ...config, acausal_bonus_weight: 0.9 }, REBUFFED)).toBe(true);
    expect(decide({ ...config, acausality_depth: 5, acausal_bonus_weight: 0.9 }, past)).toBe(false);
  });

  it("by a prior of 0 weighs gain against loss, and udt holds to what it committed itself to", () => {
    // Likeness 1/3: nothing is proven either way.
    const past = { trace: deeds("0.3 0.3 0.3"), theirs: deeds("no:0.5") };
    const hopeless = { cooperation_prior: 0, similarity_threshold: 1, counterfactual_horizon: 3 };
    // Nothing accepted: quality 0, worth 0, and nothing to lose: not worth it.
    expect(decide(hopeless, past)).toBe(false);
    expect(decide({ ...hopeless, cooperation_prior: 0.01 }, past)).toBe(true);
    // One accepted: worth 0.2 x 0.3 x 1.3, but udt committed itself to refuse.
    const once = { ...past, theirs: deeds("0.3") };
    const udt = { ...hopeless, proof_threshold: 2, decision_theory: "udt" } as const;
    expect(decide({ ...hopeless, proof_threshold: 2 }, once)).toBe(true);
    expect(decide(udt, once)).toBe(false);
    expect(decide({ ...udt, precommitment_strength: 0.4 }, once)).toBe(true);
    expect(decide({ ...udt, precommitment_strength: 0 }, once)).toBe(true);
  });
});

const anyDeeds = (maxLength: number) =>
  fc.array(fc.record({ accepted: fc.boolean(), p: fc.double({ min: 0, max: 1, noNaN: true }) }), { maxLength });

const share = fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));

const anyConfig = fc.record({
  cooperation_prior: share,
  similarity_threshold: share,
  welfare_weight: share,
  updateless_commitment: share,
  counterfactual_horizon: fc.integer({ min: 1, max: 6 }),
  acausality_depth: fc.integer({ min: 1, max: 4 }),
  decision_theory: fc.constantFrom("fdt", "tdt", "udt"),
  subjunctive_weight: share,
  proof_threshold: share,
  mirror_prior_weight: share,
  max_recursion_depth: fc.integer({ min: 0, max: 8 }),
  convergence_epsilon: fc.constantFrom(0, 0.01, 0.1),
  introspection_discount: share,
  twin_graph_min_edge: share,
  twin_graph_traversal_depth: fc.integer({ min: 0, max: 3 }),
  acausal_bonus_weight: share,
});

describe("the decision, taken step by step from the definition", () => {
  test.prop(
    [
      anyConfig,
      anyDeeds(9),
      anyDeeds(9),
      fc.array(
        fc.array(fc.record({ accepted: fc.boolean(), p: fc.double({ min: 0, max: 1, noNaN: true }) }), {
          minLength: 1,
          maxLength: 6,
        }),
        { maxLength: 3 },
      ),
    ],
    { numRuns: 3000 },
  )("is the same", (config, before, theirs, others) => {
    const past = { trace: [...before, ...others.flat(), ...theirs], theirs, others };
    const { decision, margin } = byDefinition(ldtConfig(config), past.trace, theirs, others);
    fc.pre(margin > 1e-9);
    expect(decide(config, past)).toBe(decision);
  });
});
