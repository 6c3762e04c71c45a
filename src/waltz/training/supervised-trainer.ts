import { keyedSource } from "../../base/random/keyed-source.js";
import type { RandomStream } from "../../base/random/random-source.js";
import { outputsOf } from "../../learning/grammar.js";
import { createOptimiser, type Optimiser, type OptimiserState } from "../../learning/optimiser.js";
import { addImitationGradient, type Demonstration, meanNegativeLogLikelihood } from "../../learning/supervised.js";
import { AGENTS, type AgentName, type Environment } from "../environments/environment.js";
import { promptsOf } from "./prompt-order.js";
import type { Policies } from "./rollout.js";
import type { StageSettings } from "./settings.js";
import { stopUnlessFinite } from "./stop-unless-finite.js";

/** The log of one step. */
export interface SupervisedRow {
  /** From 1. */
  readonly iteration: number;
  /** Mean negative log-likelihood of the step's examples, before the step; undefined for an agent that is not trained. */
  readonly losses: Readonly<Record<AgentName, number | undefined>>;
}

export interface SupervisedState {
  readonly iteration: number;
  readonly parameters: Readonly<Record<AgentName, Float64Array>>;
  readonly optimisers: Readonly<Partial<Record<AgentName, OptimiserState>>>;
}

/**
 * Trains each agent on examples by itself, as the plan for hosted models does in its first stage: the conversation agent on the
 * right answers to prompts, the feedback agent on what is to be said of answers, drawn from all there are. Neither sees what the
 * other does.
 */
export class SupervisedTrainer {
  /** Steps made. */
  iteration = 0;
  private readonly optimisers: ReadonlyMap<AgentName, Optimiser>;
  private readonly answers: readonly (readonly number[])[];

  constructor(
    private readonly environment: Environment,
    private readonly settings: StageSettings,
    readonly policies: Policies,
    private readonly seed: number,
  ) {
    const { train, optimiser, rates } = settings;
    this.optimisers = new Map(
      train.map((agent) => [agent, createOptimiser(optimiser, rates[agent], policies[agent].parameters.length)]),
    );
    this.answers = outputsOf(environment.agents.conversation.grammar);
  }

  /** One step. @throws StoppedError where parameters run away */
  step(): SupervisedRow {
    const { environment, settings } = this;
    const { stage, batch } = settings;
    const prompts = promptsOf(environment.prompts[stage], `${this.seed}`, `${stage} examples`, this.iteration, batch);
    this.iteration += 1;
    const stream = keyedSource(this.seed)
      .family(`waltz ${stage} examples`, [`${this.iteration}`])
      .of(0);
    const examples: Readonly<Record<AgentName, readonly Demonstration[]>> = {
      conversation: prompts.map((prompt) => ({
        context: environment.first(prompt),
        tokens: environment.exampleAnswer(prompt, stream),
      })),
      feedback: prompts.map((prompt) => this.feedbackExample(prompt, stream)),
    };
    return {
      iteration: this.iteration,
      losses: {
        conversation: this.learn("conversation", examples.conversation),
        feedback: this.learn("feedback", examples.feedback),
      },
    };
  }

  save(): SupervisedState {
    const [conversation, feedback] = AGENTS.map((agent) => this.policies[agent].parameters.slice());
    return {
      iteration: this.iteration,
      parameters: { conversation, feedback },
      optimisers: Object.fromEntries([...this.optimisers].map(([agent, optimiser]) => [agent, optimiser.save()])),
    };
  }

  /** @throws Error for a state of another training */
  restore({ iteration, parameters, optimisers }: SupervisedState): void {
    this.iteration = iteration;
    for (const agent of AGENTS) this.policies[agent].parameters.set(parameters[agent]);
    for (const [agent, optimiser] of this.optimisers) {
      const state = optimisers[agent];
      if (state === undefined) throw new Error(`the state has no optimiser of the ${agent} agent`);
      optimiser.restore(state);
    }
  }

  private feedbackExample(prompt: Parameters<Environment["first"]>[0], stream: RandomStream): Demonstration {
    const { environment, answers } = this;
    const answer = environment.answer(prompt, answers[stream.below(answers.length)], stream);
    return { context: environment.review(prompt, answer), tokens: environment.exampleFeedback(prompt, answer, stream) };
  }

  private learn(agent: AgentName, examples: readonly Demonstration[]): number | undefined {
    const optimiser = this.optimisers.get(agent);
    if (optimiser === undefined) return undefined;
    const policy = this.policies[agent];
    const gradient = new Float64Array(policy.parameters.length);
    let loss = 0;
    for (const example of examples) {
      loss += meanNegativeLogLikelihood(policy, example) / examples.length;
      addImitationGradient(policy, example, 1 / examples.length, gradient);
    }
    optimiser.ascend(policy.parameters, gradient);
    stopUnlessFinite(agent, this.iteration, policy.parameters);
    return loss;
  }
}
