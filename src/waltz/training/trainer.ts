import { keyedSource } from "../../base/random/keyed-source.js";
import type { RandomStream } from "../../base/random/random-source.js";
import { createOptimiser, type Optimiser, type OptimiserState } from "../../learning/optimiser.js";
import { AGENTS, type AgentName, type Environment } from "../environments/environment.js";
import { standardised, tokenAdvantages } from "./advantages.js";
import { Alarm } from "./alarm.js";
import { completeReward } from "./complete-reward.js";
import { type AgentStep, exchangeFigures, type IterationRow, sampleFigures } from "./iteration-row.js";
import { promptsOf } from "./prompt-order.js";
import { type Policies, rollOut } from "./rollout.js";
import { type ChosenReward, conversationSample, feedbackSample, type Sample } from "./samples.js";
import type { StageSettings } from "./settings.js";
import { stopUnlessFinite } from "./stop-unless-finite.js";
import { update } from "./update.js";
import { ValueFunction } from "./value-function.js";

/** All that a training goes on from to the bit. */
export interface TrainerState {
  readonly iteration: number;
  readonly parameters: Readonly<Record<AgentName, Float64Array>>;
  readonly references: Readonly<Record<AgentName, Float64Array>>;
  readonly optimisers: Readonly<Partial<Record<AgentName, OptimiserState>>>;
  readonly values: readonly { readonly parameters: Float64Array; readonly optimiser: OptimiserState }[];
  readonly alarm: ReturnType<Alarm["save"]>;
}

/**
 * Trains the agents of one stage together. Each step draws prompts, rolls out exchanges with the policies as they stand,
 * reduces each exchange to one sample per trained agent, and moves each agent on its own batch alone.
 * Source: WaltzRL algorithm 1.
 *
 * All draws of a step are keyed by (seed, stage, step): there is no generator whose state would have to be kept.
 */
export class Trainer {
  /** Steps made. */
  iteration = 0;
  private readonly references: Policies;
  private readonly optimisers: ReadonlyMap<AgentName, Optimiser>;
  private readonly gradients: ReadonlyMap<AgentName, Float64Array>;
  private readonly values: ReadonlyMap<AgentName, ValueFunction>;
  private readonly rewards: Readonly<Record<AgentName, ChosenReward>>;
  private readonly alarm = new Alarm();

  /**
   * @param policies moved in place where the stage trains them
   * @param references what the distance is measured from: the policies as they are now, unless given
   */
  constructor(
    private readonly environment: Environment,
    private readonly settings: StageSettings,
    readonly policies: Policies,
    private readonly seed: number,
    references: Policies = policies,
  ) {
    const { train, optimiser, rates, rewards } = settings;
    this.references = { conversation: references.conversation.copy(), feedback: references.feedback.copy() };
    this.rewards = {
      conversation: completeReward("conversation", rewards.conversation),
      feedback: completeReward("feedback", rewards.feedback),
    };
    this.optimisers = new Map(
      train.map((agent) => [agent, createOptimiser(optimiser, rates[agent], policies[agent].parameters.length)]),
    );
    this.gradients = new Map(train.map((agent) => [agent, new Float64Array(policies[agent].parameters.length)]));
    this.values = this.valueFunctions();
  }

  /** One step. @throws StoppedError where parameters run away */
  step(): IterationRow {
    const { environment, settings, policies } = this;
    const { stage, batch } = settings;
    const prompts = promptsOf(environment.prompts[stage], `${this.seed}`, stage, this.iteration, batch);
    this.iteration += 1;
    const drawing = this.stream("rollouts");
    const rules = { ...settings, decoding: "sampled", reviewer: "policy" } as const;
    const rollouts = prompts.map((prompt) => rollOut(environment, policies, prompt, rules, drawing));
    const choosing = this.stream("samples");
    const samples = {
      conversation: rollouts.map((rollout) =>
        conversationSample(rollout, this.rewards.conversation, settings.firstShare, choosing),
      ),
      feedback: rollouts.flatMap(
        (rollout) => feedbackSample(rollout, this.rewards.feedback, settings.includeLast, choosing) ?? [],
      ),
    };
    // Both batches were sampled from the policies as they stood, so the order of the agents does not matter.
    const agents = {
      conversation: this.learn("conversation", samples.conversation),
      feedback: this.learn("feedback", samples.feedback),
    };
    const figures = exchangeFigures(rollouts);
    const alarms = this.alarm.heard(figures.finalReward, agents);
    return { iteration: this.iteration, agents, ...figures, alarms };
  }

  save(): TrainerState {
    const { policies, references } = this;
    return {
      iteration: this.iteration,
      parameters: {
        conversation: policies.conversation.parameters.slice(),
        feedback: policies.feedback.parameters.slice(),
      },
      references: {
        conversation: references.conversation.parameters.slice(),
        feedback: references.feedback.parameters.slice(),
      },
      optimisers: Object.fromEntries([...this.optimisers].map(([agent, optimiser]) => [agent, optimiser.save()])),
      values: [...new Set(this.values.values())].map((value) => ({
        parameters: value.parameters.slice(),
        optimiser: value.save(),
      })),
      alarm: this.alarm.save(),
    };
  }

  /** @throws Error for a state of another training */
  restore({ iteration, parameters, references, optimisers, values, alarm }: TrainerState): void {
    this.iteration = iteration;
    for (const agent of AGENTS) {
      this.policies[agent].parameters.set(parameters[agent]);
      this.references[agent].parameters.set(references[agent]);
    }
    for (const [agent, optimiser] of this.optimisers) {
      const state = optimisers[agent];
      if (state === undefined) throw new Error(`the state has no optimiser of the ${agent} agent`);
      optimiser.restore(state);
    }
    [...new Set(this.values.values())].forEach((value, at) => {
      value.parameters.set(values[at].parameters);
      value.restore(values[at].optimiser);
    });
    this.alarm.restore(alarm);
  }

  private learn(agent: AgentName, samples: readonly Sample[]): AgentStep {
    const { kl, clip, passes } = this.settings;
    const reference = this.references[agent];
    const distances = samples.map(({ written: { context, tokens, logProbs } }) => {
      const fixed = reference.score(context, tokens);
      return logProbs.map((logProb, i) => logProb - fixed[i]);
    });
    const figures = sampleFigures(samples, distances);
    const [optimiser, gradient] = [this.optimisers.get(agent), this.gradients.get(agent)];
    if (optimiser === undefined || gradient === undefined || samples.length === 0) {
      return { ...figures, clipShare: undefined, gradientNorm: undefined };
    }
    const returns = samples.map(({ total }, at) => tokenAdvantages(total, distances[at], kl));
    const raw = this.values.get(agent)?.advantages(agent, samples, returns) ?? returns;
    const outputs = samples.map(({ written }) => written);
    const rules = { clip, passes };
    const report = update(this.policies[agent], optimiser, outputs, standardised(raw), rules, gradient);
    stopUnlessFinite(agent, this.iteration, this.policies[agent].parameters);
    return { ...figures, ...report };
  }

  private valueFunctions(): ReadonlyMap<AgentName, ValueFunction> {
    const { method, value, train, valueRate } = this.settings;
    if (method !== "ppo") return new Map();
    const groups = value === "shared" ? [train] : train.map((agent) => [agent]);
    return new Map(
      groups.flatMap((agents) => {
        const stream = keyedSource(this.seed).family(`waltz value ${this.settings.stage}`, [agents.join()]).of(0);
        const shared = new ValueFunction(this.environment, agents, valueRate, stream);
        return agents.map((agent) => [agent, shared] as const);
      }),
    );
  }

  private stream(purpose: string): RandomStream {
    return keyedSource(this.seed)
      .family(`waltz ${this.settings.stage} ${purpose}`, [`${this.iteration}`])
      .of(0);
  }
}
