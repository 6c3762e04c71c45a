import type { RandomStream } from "../../base/random/random-source.js";
import { Network } from "../../learning/network.js";
import { createOptimiser, type Optimiser, type OptimiserState } from "../../learning/optimiser.js";
import type { AgentName, Environment } from "../environments/environment.js";
import type { Sample } from "./samples.js";

const HIDDEN = 16;

/**
 * An estimate of the return from the features of the prompt, one output for each slot of the agents that use it. The paper has
 * none: it is there to compare with. Fitted by gradient descent (Adam) on the squared error.
 */
export class ValueFunction {
  readonly parameters: Float64Array;
  private readonly network: Network;
  private readonly optimiser: Optimiser;
  private readonly firstHead: ReadonlyMap<AgentName, number>;

  constructor(
    private readonly environment: Environment,
    agents: readonly AgentName[],
    rate: number,
    stream: RandomStream,
  ) {
    const slots = agents.map((agent) => environment.agents[agent].grammar.slots.length);
    this.firstHead = new Map(agents.map((agent, at) => [agent, slots.slice(0, at).reduce((sum, n) => sum + n, 0)]));
    const heads = new Array<number>(slots.reduce((sum, n) => sum + n, 0)).fill(1);
    const dimension = environment.commonDimension;
    this.network = new Network({ dimension, hidden: HIDDEN, heads, bias: true });
    this.parameters = new Float64Array(this.network.size);
    for (let i = 0; i < dimension * HIDDEN; i += 1) this.parameters[i] = stream.uniform(-1, 1);
    this.optimiser = createOptimiser("adam", rate, this.network.size);
  }

  /** The return less its estimate, token by token: the advantage with a trace of 1 and no discount. Then fits the estimate. */
  advantages(agent: AgentName, samples: readonly Sample[], returns: readonly Float64Array[]): readonly Float64Array[] {
    const { network, parameters } = this;
    const gradient = new Float64Array(network.size);
    const estimate = new Float64Array(1);
    const advantages = samples.map(({ rollout, written }, at) => {
      network.load(parameters, this.environment.common(rollout.prompt));
      const errors = returns[at].map((target, i) => {
        const head = this.head(agent, written.tokens.slice(0, i));
        network.logits(parameters, head, estimate);
        const error = target - estimate[0];
        network.addGradient(parameters, head, Float64Array.of(error / samples.length), gradient);
        return error;
      });
      network.finish(gradient);
      return errors;
    });
    this.optimiser.ascend(parameters, gradient);
    return advantages;
  }

  save(): OptimiserState {
    return this.optimiser.save();
  }

  restore(state: OptimiserState): void {
    this.optimiser.restore(state);
  }

  private head(agent: AgentName, before: readonly number[]): number {
    const slot = this.environment.agents[agent].grammar.next(before);
    const first = this.firstHead.get(agent);
    if (slot === undefined || first === undefined) throw new Error(`no estimate for the ${agent} agent there`);
    return first + slot;
  }
}
