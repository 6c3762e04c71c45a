import { type Environment, SPLITS } from "../environments/environment.js";
import { withLabelNoise } from "../environments/label-noise.js";
import type { EvaluationCase } from "../evaluation/case.js";
import { pairCases } from "../evaluation/pair-cases.js";
import { type PolicyChoice, untrainedPolicies } from "../trained-pair.js";
import { preset } from "../training/presets.js";
import type { Policies } from "../training/rollout.js";
import { SupervisedTrainer } from "../training/supervised-trainer.js";
import { Trainer } from "../training/trainer.js";
import type { Arm, PairRecipe } from "./arms.js";

/** A world with its usual policies, in which all arms are trained and evaluated. */
export interface StudyWorld {
  readonly environment: Environment;
  /** The same world read leniently; undefined where an answer cannot be a partial refusal. */
  readonly lenient: Pick<Environment, "label"> | undefined;
  readonly policy: PolicyChoice;
  /** Steps of a stage. */
  readonly iterations: number;
}

/** What came of one arm: exchanges about the prompts that it was trained on, and about those that it never saw. */
export interface ArmCases {
  readonly train: readonly EvaluationCase[];
  readonly test: readonly EvaluationCase[];
  /** Numbers that each agent has learnt. */
  readonly parameters: number;
  /** Steps that looked unstable, of all that led to the pair. */
  readonly alarms: number;
}

interface TrainedPolicies {
  readonly policies: Policies;
  readonly alarms: number;
}

/** Trains what the arms need, each training once, and evaluates all arms with greedy decoding. */
export async function trainAndEvaluate(
  world: StudyWorld,
  recipes: readonly PairRecipe[],
  arms: readonly Arm[],
  seed: number,
): Promise<Readonly<Record<string, ArmCases>>> {
  const { environment, lenient, policy } = world;
  const pairs = new Map<string, TrainedPolicies>();
  const fresh = (choice: PolicyChoice): TrainedPolicies => ({
    policies: untrainedPolicies(environment, choice, seed),
    alarms: 0,
  });
  for (const recipe of recipes) {
    const start = recipe.from === undefined ? fresh(recipe.policy ?? policy) : pairs.get(recipe.from);
    if (start === undefined) throw new Error(`${recipe.id} starts from ${recipe.from}, which comes later`);
    pairs.set(recipe.id, trained(world, recipe, start, seed));
  }
  const found: Record<string, ArmCases> = {};
  for (const arm of arms) {
    const pair = arm.pair === undefined ? fresh(arm.policy ?? policy) : pairs.get(arm.pair);
    if (pair === undefined) throw new Error(`nobody trains the pair ${arm.pair}`);
    const { policies, alarms } = pair;
    const rules = { trigger: arm.trigger, reviewer: arm.reviewer, maxRounds: 1, decoding: "greedy" } as const;
    const evaluable = { environment, lenient, policies, rules, seed };
    const [stage1, stage2, test] = SPLITS.map((split) => environment.prompts[split]);
    found[arm.id] = {
      train: await pairCases(evaluable, [...stage1, ...stage2]),
      test: await pairCases(evaluable, test),
      parameters: policies.conversation.parameters.length + policies.feedback.parameters.length,
      alarms,
    };
  }
  return found;
}

function trained(world: StudyWorld, recipe: PairRecipe, start: TrainedPolicies, seed: number): TrainedPolicies {
  const { stage, method, changes, labelNoise } = recipe;
  const { iterations } = world;
  const make = (recipe.policy ?? world.policy).make;
  const settings = { ...preset("small", stage, make), iterations, ...changes };
  const environment = labelNoise === 0 ? world.environment : withLabelNoise(world.environment, labelNoise, seed);
  const policies = { conversation: start.policies.conversation.copy(), feedback: start.policies.feedback.copy() };
  if (method === "supervised") {
    const trainer = new SupervisedTrainer(environment, settings, policies, seed);
    for (let step = 0; step < iterations; step += 1) trainer.step();
    return { policies, alarms: start.alarms };
  }
  const trainer = new Trainer(environment, settings, policies, seed);
  let { alarms } = start;
  for (let step = 0; step < iterations; step += 1) alarms += Number(trainer.step().alarms.length > 0);
  return { policies, alarms };
}
