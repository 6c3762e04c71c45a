import type { RandomStream } from "../base/random/random-source.js";
import type { Policy } from "../learning/policy.js";
import { preferenceMargin } from "../learning/preference.js";
import { lossNamed } from "../learning/preference-losses.js";
import { type TrainingPlan, trainOnPairs } from "../learning/preference-training.js";
import { answersOf, basePolicy, type MacpoAgent, streamOf } from "./agent.js";
import { type Authored, type AuthoredPair, trainable } from "./authored.js";
import type { MacpoConfig } from "./config.js";
import { filterNamed } from "./filters.js";
import { makeWorld, type World } from "./world.js";

/** What one learner was shown in one stage, and what became of it. */
export interface Lesson {
  readonly round: number;
  readonly learner: string;
  readonly loss: string;
  readonly pairs: readonly AuthoredPair[];
  /** Mean margin of the implicit reward over these pairs, beta times the difference, before and after; 0 where nothing is rejected. */
  readonly marginBefore: number;
  readonly marginAfter: number;
  /** Mean loss of each epoch. */
  readonly losses: readonly number[];
}

/** What a round did besides its lessons. */
export interface RoundDeeds {
  readonly lessons: readonly Lesson[];
  /** Share of prompts at which each teacher's answer was chosen; empty at initialisation and without mutual positives. */
  readonly filterShares: readonly number[];
  /** Teachers' answers to the second half, by teacher; empty at initialisation. */
  readonly proposals: readonly (readonly Authored[])[];
}

const NOBODY: Authored = { tokens: [], author: "nobody", tainted: false };

/**
 * One run of the method: who there is, and the rounds they go through. Every draw is keyed by seed, round and agent, and
 * optimisers start anew at every stage, so parameters and the fixed negatives are all its state.
 */
export class MacpoTraining {
  readonly world: World;
  readonly teachers: readonly MacpoAgent[];
  readonly negativeTeachers: readonly MacpoAgent[];
  readonly student: MacpoAgent;
  readonly negativeStudent: MacpoAgent;
  /** The untuned policy of all. */
  readonly base: Policy;
  /** Rounds done; -1 before the initialisation. */
  round = -1;
  /** Fixed rejected answers to the second half, in the order of its prompts: of each teacher, and of the student. */
  private negatives: { student: readonly Authored[]; teachers: readonly (readonly Authored[])[] } = {
    student: [],
    teachers: [],
  };

  constructor(
    readonly config: MacpoConfig,
    world: World = makeWorld(config),
  ) {
    this.world = world;
    this.base = basePolicy(config, world);
    const agent = (name: string, contexts: MacpoAgent["contexts"]): MacpoAgent => ({
      name,
      contexts,
      policy: this.base.copy(),
    });
    const sights = Array.from({ length: config.teachers }, (_, k) => world.sight(k));
    this.teachers = sights.map((contexts, k) => agent(`teacher ${k + 1}`, contexts));
    this.negativeTeachers = sights.map((contexts, k) => agent(`negative teacher ${k + 1}`, contexts));
    this.student = agent("student", world.whole);
    this.negativeStudent = agent("negative student", world.whole);
  }

  /** Everybody with parameters, in a fixed order. */
  get agents(): readonly MacpoAgent[] {
    return [this.student, ...this.teachers, this.negativeStudent, ...this.negativeTeachers];
  }

  /** Initialises everybody when called first, and goes through one more round at every further call. */
  advance(): RoundDeeds {
    this.round += 1;
    return this.round === 0 ? this.initialise() : this.playRound();
  }

  /** Rejected answers to the second half of a learner, the same in every round. */
  negativesOf(agent: MacpoAgent): readonly Authored[] {
    const k = this.teachers.indexOf(agent);
    return k === -1 ? this.negatives.student : this.negatives.teachers[k];
  }

  /** Rejected answers for all rounds; whoever goes on with a saved run brings those of that run. */
  fixNegatives(student: readonly Authored[], teachers: readonly (readonly Authored[])[]): void {
    this.negatives = { student, teachers };
  }

  private initialise(): RoundDeeds {
    const { config, world, teachers, negativeTeachers, student, negativeStudent } = this;
    const { second } = world.splits;
    const { teacher_epochs, student_epochs, negative_epochs } = config.training;
    const labels = this.peoplesLabels();
    const lessons: Lesson[] = [];
    for (const [k, teacher] of teachers.entries()) {
      lessons.push(
        this.imitate(
          teacher,
          labels.map(({ prompt, chosen }) => ({ prompt, answer: chosen })),
          teacher_epochs,
          true,
        ),
      );
      const rejected = labels.map(({ prompt, rejected: answer }) => ({ prompt, answer }));
      lessons.push(this.imitate(negativeTeachers[k], rejected, teacher_epochs, true));
    }
    const labeller = config.labeller - 1;
    const taught = (agent: MacpoAgent) => {
      const answers = this.answers(agent, second, "initial");
      return second.map((prompt, i) => ({ prompt, answer: answers[i] }));
    };
    lessons.push(this.imitate(student, taught(teachers[labeller]), student_epochs, false));
    negativeStudent.policy.parameters.set(student.policy.parameters);
    lessons.push(this.imitate(negativeStudent, taught(negativeTeachers[labeller]), negative_epochs, false));
    this.fixNegatives(
      this.answers(negativeStudent, second, "negatives"),
      negativeTeachers.map((agent) => this.answers(agent, second, "negatives")),
    );
    return { lessons, filterShares: [], proposals: [] };
  }

  private playRound(): RoundDeeds {
    const { config, world, teachers, student } = this;
    const { second } = world.splits;
    const proposals = teachers.map((teacher) => this.answers(teacher, second, `round ${this.round}`));
    const { positives, shares } = config.mutual_positive
      ? this.filtered(proposals)
      : { positives: this.answers(student, second, `own ${this.round}`), shares: [] };
    const lessons = [this.prefer(student, positives)];
    if (config.update_teachers) {
      const shown = this.answers(student, second, `round ${this.round}`);
      for (const [k, teacher] of teachers.entries()) {
        lessons.push(this.prefer(teacher, config.mutual_positive ? shown : proposals[k]));
      }
    }
    return { lessons, filterShares: shares, proposals };
  }

  /** The answer to each prompt of the second half that the student's filter keeps. */
  private filtered(proposals: readonly (readonly Authored[])[]): {
    positives: readonly Authored[];
    shares: readonly number[];
  } {
    const { config, world, student } = this;
    const { second } = world.splits;
    const filter = filterNamed(config.filter, world.gold);
    const stream = streamOf(world.source, `filter ${this.round}`, student.name);
    const picks = proposals.map(() => 0);
    const positives = second.map((prompt, i) => {
      const answers = proposals.map((of) => of[i].tokens);
      const context = student.contexts[prompt];
      const k = filter.choose({ prompt, student: student.policy, context, answers, stream });
      picks[k] += 1;
      return { ...proposals[k][i], tainted: filter.tainted };
    });
    return { positives, shares: picks.map((count) => count / second.length) };
  }

  /** People's labels of the first half. */
  private peoplesLabels(): readonly AuthoredPair[] {
    const { first } = this.world.splits;
    const stream = streamOf(this.world.source, "labels", "people");
    const people = (tokens: readonly number[]): Authored => ({ tokens, author: "people", tainted: true });
    return first.map((prompt) => {
      const { preferred, rejected } = this.world.gold.label(prompt, stream);
      return { prompt, chosen: people(preferred), rejected: people(rejected) };
    });
  }

  /** Supervised training on one answer a prompt. */
  private imitate(
    agent: MacpoAgent,
    shown: readonly { readonly prompt: number; readonly answer: Authored }[],
    epochs: number,
    mayBeTainted: boolean,
  ): Lesson {
    const { sft_rate: rate, sft_batch: batch } = this.config.training;
    const pairs = shown.map(({ prompt, answer }) => ({ prompt, chosen: answer, rejected: NOBODY }));
    return this.train(agent, pairs, "sft.mean", { ...this.plan, rate, batch, epochs }, mayBeTainted);
  }

  /** Preference training of a learner on its positives over its negatives. */
  private prefer(agent: MacpoAgent, positives: readonly Authored[]): Lesson {
    const { config, world } = this;
    const { preference_rate: rate, preference_batch: batch, preference_epochs: epochs } = config.training;
    const rejected = this.rejectedFor(agent);
    const pairs = world.splits.second.map((prompt, i) => ({ prompt, chosen: positives[i], rejected: rejected[i] }));
    const loss = config.negatives === "none" ? "sft.mean" : config.sft_weight === 0 ? "macpo.pref" : "macpo.pref+sft";
    const mayBeTainted = config.filter === "oracle" || config.negatives === "random_rejected";
    return this.train(agent, pairs, loss, { ...this.plan, rate, batch, epochs }, mayBeTainted);
  }

  private rejectedFor(agent: MacpoAgent): readonly Authored[] {
    const { config, world } = this;
    switch (config.negatives) {
      case "own":
        return this.negativesOf(agent);
      case "none":
        return world.splits.second.map(() => NOBODY);
      case "random_rejected": {
        const labels = this.peoplesLabels();
        const stream = streamOf(world.source, "random rejected", agent.name);
        return world.splits.second.map(() => labels[stream.below(labels.length)].rejected);
      }
    }
  }

  private get plan(): Omit<TrainingPlan, "rate" | "batch" | "epochs"> {
    const { beta, sft_weight: sftWeight, training } = this.config;
    return { beta, sftWeight, optimiser: training.optimiser };
  }

  private train(
    agent: MacpoAgent,
    shown: readonly AuthoredPair[],
    loss: string,
    plan: TrainingPlan,
    mayBeTainted: boolean,
  ): Lesson {
    const pairs = trainable(shown, agent.contexts, mayBeTainted);
    const reference = this.config.reference === "base" ? this.base : agent.policy.copy();
    const contrasts = loss !== "sft.mean";
    const margin = (): number =>
      contrasts && pairs.length > 0
        ? (plan.beta * pairs.reduce((sum, pair) => sum + preferenceMargin(agent.policy, reference, pair), 0)) /
          pairs.length
        : 0;
    const marginBefore = margin();
    const stream = this.stream(`training ${this.round}`, agent);
    const losses = trainOnPairs(agent.policy, reference, pairs, lossNamed(loss), plan, stream);
    return { round: this.round, learner: agent.name, loss, pairs: shown, marginBefore, marginAfter: margin(), losses };
  }

  private answers(agent: MacpoAgent, prompts: readonly number[], purpose: string): readonly Authored[] {
    return answersOf(agent, prompts, this.config.training.decoding, this.stream(purpose, agent));
  }

  private stream(purpose: string, agent: MacpoAgent): RandomStream {
    return streamOf(this.world.source, purpose, agent.name);
  }
}
