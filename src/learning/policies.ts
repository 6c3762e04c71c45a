import type { RandomStream } from "../base/random/random-source.js";
import { Registry } from "../base/registry.js";
import type { Grammar } from "./grammar.js";
import { type Leaning, Leanings } from "./leaning.js";
import { Network } from "./network.js";
import type { Policy } from "./policy.js";
import { SoftmaxPolicy } from "./softmax-policy.js";

/** What a policy is made for, and what it does before it learns anything. */
export interface PolicyTask {
  readonly grammar: Grammar;
  /** Dimensions of the contexts, >= 1. */
  readonly dimension: number;
  /** Whether every context is one of `dimension` cases. */
  readonly tabular: boolean;
  /** Logits of the tokens of a slot at the start: in one case, or in all where none is given. */
  start(slot: number, context?: number): readonly number[];
  /** Where contexts are not cases: what is added to `start(slot)` for good, at most one per slot and dimension. */
  readonly leanings?: readonly Leaning[];
}

/** A make of policy: its entry in the registry. */
export interface PolicyDefinition {
  readonly name: string;
  readonly summary: string;
  /** Whether it has a hidden layer, whose size is asked for. */
  readonly hasHidden: boolean;
  /** @param hidden units of the hidden layer, >= 1; only where it has one
   *  @throws Error for a task that it cannot take */
  create(task: PolicyTask, hidden: number, stream: RandomStream): Policy;
}

const leaningsOf = (task: PolicyTask): Leanings | undefined =>
  task.leanings === undefined ? undefined : new Leanings(task.leanings, headsOf(task));

const headsOf = ({ grammar }: PolicyTask): readonly number[] => grammar.slots.map(({ tokens }) => tokens.length);

/** One row of logits for each context: exact, and nothing learnt in one context moves another. */
const tabular: PolicyDefinition = {
  name: "tabular",
  summary: "a table of logits per context: exact, nothing carries over from one context to another",
  hasHidden: false,
  create(task) {
    const { grammar, dimension } = task;
    if (!task.tabular) throw new Error("a table needs contexts that can be counted");
    const network = new Network({ dimension, hidden: 0, heads: headsOf(task), bias: false });
    const policy = new SoftmaxPolicy(grammar, network);
    for (let slot = 0; slot < grammar.slots.length; slot += 1) {
      const options = grammar.slots[slot].tokens.length;
      for (let context = 0; context < dimension; context += 1) {
        policy.parameters.set(task.start(slot, context), network.weightsOf(slot) + context * options);
      }
    }
    return policy;
  },
};

/** Logits linear in the features: starts with its biases alone. */
const linear: PolicyDefinition = {
  name: "linear",
  summary: "logits that are linear in the features",
  hasHidden: false,
  create(task) {
    const network = new Network({ dimension: task.dimension, hidden: 0, heads: headsOf(task), bias: true });
    const policy = new SoftmaxPolicy(task.grammar, network, { leanings: leaningsOf(task) });
    return withBiases(policy, network, task);
  },
};

/** One hidden layer of tanh units, its weights uniform in [-1, 1]; those of the heads are 0, so it starts with its biases alone. Made for contexts of length about 1. */
const network: PolicyDefinition = {
  name: "network",
  summary: "a network with one hidden layer of tanh units",
  hasHidden: true,
  create(task, hidden, stream) {
    const shape = { dimension: task.dimension, hidden, heads: headsOf(task), bias: true };
    const layers = new Network(shape);
    const policy = new SoftmaxPolicy(task.grammar, layers, { leanings: leaningsOf(task) });
    for (let i = 0; i < task.dimension * hidden; i += 1) policy.parameters[i] = stream.uniform(-1, 1);
    return withBiases(policy, layers, task);
  },
};

function withBiases(policy: SoftmaxPolicy, layers: Network, task: PolicyTask): SoftmaxPolicy {
  for (let slot = 0; slot < task.grammar.slots.length; slot += 1) {
    policy.parameters.set(task.start(slot), layers.biasOf(slot));
  }
  return policy;
}

/** Every make of policy; the order is that of listings. */
export const POLICIES = new Registry<PolicyDefinition>("policy", [tabular, linear, network], ({ name }) => name);
