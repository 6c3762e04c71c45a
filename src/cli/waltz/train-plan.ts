import { InputError } from "../../base/errors.js";
import type { LearnedAgent } from "../../learning/learned-agent.js";
import { weightHash } from "../../learning/weight-hash.js";
import { canonicalJson } from "../../records/canonical-json.js";
import { AGENTS, type AgentName } from "../../waltz/environments/environment.js";
import { type PolicyChoice, policiesOf, type StoredPair, untrainedPolicies } from "../../waltz/trained-pair.js";
import type { Policies } from "../../waltz/training/rollout.js";
import type { StageSettings } from "../../waltz/training/settings.js";
import { stageKeys } from "../../waltz/training/stage-keys.js";
import { SupervisedTrainer } from "../../waltz/training/supervised-trainer.js";
import { Trainer } from "../../waltz/training/trainer.js";
import { worldTold } from "../../waltz/world.js";
import type { ProgressScreen } from "../progress-line.js";
import { GatheredFaults } from "./gathered-faults.js";
import { type LoadedPair, loadPair } from "./load-pair.js";
import { textEmbeddings } from "./text-embeddings.js";
import { chosenPolicy, refuseIdleOptions, settingsOf, type TrainOptions } from "./train-options.js";
import { type TrainingWorld, trainingWorld } from "./train-world.js";

type PerAgent<T> = Readonly<Record<AgentName, T>>;

/** A training that can begin: everything about it is checked. */
export interface TrainingPlan {
  readonly settings: StageSettings;
  readonly trainer: Trainer | SupervisedTrainer;
  /** What makes it this training and no other: plain JSON. */
  readonly identity: Readonly<Record<string, unknown>>;
  /** Hashes of the parameters as they are now. */
  weights(): PerAgent<string>;
  /** Both agents as they come into the training. */
  readonly start: StoredPair;
  /** What is written beside the pair, by name of the file. */
  readonly beside: Readonly<Record<string, string>>;
  /** Both agents as they are now, with what they went through once this training is over. */
  pair(): StoredPair;
}

/**
 * @param given names of the options that stand on the command line
 * @param screen where it is shown how far embeddings are; undefined shows none
 * @throws InputError with everything that is wrong with the options and with what they name
 */
export async function trainingPlan(
  stage: StageSettings["stage"],
  options: TrainOptions,
  given: ReadonlySet<string>,
  screen: ProgressScreen | undefined,
): Promise<TrainingPlan> {
  const { seed, method } = options;
  const faults = new GatheredFaults();
  faults.from(() => refuseIdleOptions(options, given));
  const start = faults.from(() => startOf(options));
  const fresh = chosenPolicy(options);
  const choices: PerAgent<PolicyChoice> = {
    conversation: start?.pair.conversation.policy ?? fresh,
    feedback: start?.pair.feedback.policy ?? fresh,
  };
  const settled = () => faults.from(() => settingsOf(stage, choices.conversation.make, options));
  const embed = async (texts: readonly string[]) => {
    // Texts take minutes: whatever else is wrong is told before.
    settled();
    faults.tell();
    const { embeddings: model = "", embeddingCache: cache } = options;
    return textEmbeddings(texts, { model, cache }, screen);
  };
  const world = await faults.later(() => trainingWorld(options, choices.conversation.hidden > 0, embed));
  const settings = settled();
  const policies = world && faults.from(() => startingPolicies(world, start, fresh, seed));
  faults.tell();
  if (world === undefined || settings === undefined || policies === undefined) throw new Error("a fault went untold");
  const { environment } = world;
  const untrained = () => perAgent((agent) => untrainedPolicies(environment, choices[agent], seed)[agent]);
  const weights = () => perAgent((agent) => weightHash(policies[agent].parameters));
  const identity = {
    ...world.identity,
    stage,
    method,
    settings: stageKeys(settings),
    seed,
    policies: choices,
    before: weights(),
  };
  const agentWith = (agent: AgentName, stages: LearnedAgent["history"], parameters: Float64Array): LearnedAgent => ({
    agent,
    world: world.world,
    policy: choices[agent],
    history: [...(start?.pair[agent].history ?? []), ...stages],
    parameters,
  });
  return {
    settings,
    start: perAgent((agent) => agentWith(agent, [], policies[agent].parameters.slice())),
    beside: world.beside,
    trainer:
      method === "rl"
        ? new Trainer(environment, settings, policies, seed, settings.reference === "start" ? policies : untrained())
        : new SupervisedTrainer(environment, settings, policies, seed),
    identity,
    weights,
    pair: () => perAgent((agent) => agentWith(agent, passed(agent, settings, options), policies[agent].parameters)),
  };
}

function startOf({ from }: TrainOptions): LoadedPair | undefined {
  if (from === undefined) return undefined;
  const [conversation, feedback = conversation, ...more] = from;
  if (more.length > 0)
    throw new InputError("--from takes a folder, or two files: the conversation and the feedback agent's");
  return loadPair({ conversation, feedback });
}

/** @throws InputError where the pair knows another world, or no policy fits the world */
function startingPolicies(
  { world, environment }: TrainingWorld,
  start: LoadedPair | undefined,
  fresh: PolicyChoice,
  seed: number,
): Policies {
  if (start === undefined) return untrainedPolicies(environment, fresh, seed);
  const [known, asked] = [start.world, world].map((one) => canonicalJson(worldTold(one)));
  if (known === asked) return policiesOf(start.pair, environment, start.files);
  throw new InputError([
    {
      message: `the pair was trained in another world: it knows ${known}, this is ${asked}`,
      place: { file: start.files.conversation },
    },
  ]);
}

/** What this training adds to the history of an agent: nothing where the agent is not trained. */
function passed(agent: AgentName, settings: StageSettings, { method, seed }: TrainOptions): LearnedAgent["history"] {
  const { stage, iterations, train, rewards, method: optimiser } = settings;
  if (!train.includes(agent)) return [];
  const how = method === "rl" ? { method: optimiser, reward: rewards[agent].name } : { method, reward: "examples" };
  return [{ stage, iterations, seed, ...how }];
}

function perAgent<T>(make: (agent: AgentName) => T): PerAgent<T> {
  const [conversation, feedback] = AGENTS.map(make);
  return { conversation, feedback };
}
