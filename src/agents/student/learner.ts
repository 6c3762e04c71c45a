import type { RandomStream } from "../../base/random/random-source.js";
import type { Features } from "../../learning/features.js";
import { POLICIES } from "../../learning/policies.js";
import type { Policy } from "../../learning/policy.js";
import { lossNamed } from "../../learning/preference-losses.js";
import { type TrainingPlan, trainOnPairs } from "../../learning/preference-training.js";
import { bestAnswer, mistake, padded } from "../../learning/toy/labels.js";
import { type Prompt, wholePrompt } from "../../learning/toy/prompts.js";
import type { StudentConfig } from "./config.js";
import { drawTasks, GRAMMAR, PAD_SHARE, SHAPE, type Tasks } from "./tasks.js";

const SFT = { batch: 32, epochs: 3 };
/** Pairs a step in a round. */
const BATCH = 16;
const HABITS = { padding: SHAPE.padding, padShare: PAD_SHARE };

/** One student: what it works on, what it knows, and the answers that it has gathered since it last learnt. */
export class Learner {
  readonly tasks: Tasks;
  readonly policy: Policy;
  /** Which of the asked tasks are worth an effort to those who look for it. */
  readonly valuable: readonly boolean[];
  /** How the student sees the tasks that it asks about. */
  readonly contexts: readonly Features[];
  /** Rounds that it has learnt, and places in its two lists. */
  rounds = 0;
  asked = 0;
  served = 0;
  private readonly base: Policy;
  /** Rejected answers by task, the same in all rounds. */
  private readonly negatives: readonly (readonly number[])[];
  /** The chosen answer by task; the latest where it asked twice. */
  private readonly gathered = new Map<number, readonly number[]>();

  /**
   * Draws its tasks, and brings it to where it starts: supervised training on answers of which `first_quality` are right,
   * and from there one epoch on mistakes for the policy that writes its negatives.
   */
  constructor(
    private readonly config: StudentConfig,
    stream: RandomStream,
  ) {
    this.tasks = drawTasks(config.tasks, config.served_tasks, stream);
    const { asked, source } = this.tasks;
    this.contexts = asked.map(wholePrompt);
    const past = (purpose: string) => source.family(`student/${purpose}`, ["student"]).of(0);
    const worth = past("value");
    this.valuable = asked.map(() => worth.random() < config.valuable_share);
    this.base = untuned(past("base"));
    this.policy = this.base.copy();
    this.imitate(
      this.policy,
      firstLabels(asked, config.first_quality, past("labels")),
      SFT.epochs,
      past("first training"),
    );
    const negative = this.policy.copy();
    const mistakes = past("mistakes");
    const wrong = asked.map(({ truth }) => padded(mistake(truth, SHAPE, mistakes), HABITS, mistakes));
    this.imitate(negative, wrong, 1, past("negative training"));
    const sampling = past("negatives");
    this.negatives = this.contexts.map((context) => negative.sample(context, sampling).tokens);
  }

  gather(task: number, tokens: readonly number[]): void {
    this.gathered.set(task, tokens);
  }

  /** Learns from what it has gathered, and starts to gather anew. Returns how many pairs it learnt from. */
  learn(): number {
    const tasks = [...this.gathered.keys()].sort((a, b) => a - b);
    const pairs = tasks.map((task) => ({
      context: this.contexts[task],
      chosen: this.gathered.get(task) ?? [],
      rejected: this.negatives[task],
    }));
    this.gathered.clear();
    this.rounds += 1;
    const { preference_rate: rate, preference_epochs: epochs } = this.config;
    const plan = { ...this.plan, rate, batch: BATCH, epochs };
    const stream = this.tasks.source.family(`student/round ${this.rounds}`, ["student"]).of(0);
    trainOnPairs(this.policy, this.base, pairs, lossNamed("macpo.pref+sft"), plan, stream);
    return pairs.length;
  }

  private imitate(policy: Policy, answers: readonly (readonly number[])[], epochs: number, stream: RandomStream): void {
    const pairs = answers.map((chosen, task) => ({ context: this.contexts[task], chosen, rejected: [] }));
    const plan = { ...this.plan, rate: this.config.sft_rate, batch: SFT.batch, epochs };
    trainOnPairs(policy, this.base, pairs, lossNamed("sft.mean"), plan, stream);
  }

  private get plan(): Pick<TrainingPlan, "beta" | "sftWeight" | "optimiser"> {
    return { beta: this.config.beta, sftWeight: this.config.sft_weight, optimiser: "adam" };
  }

  save(): unknown {
    const { rounds, asked, served } = this;
    return { rounds, asked, served, parameters: [...this.policy.parameters], gathered: [...this.gathered] };
  }

  restore(saved: unknown): void {
    const state = saved as {
      rounds: number;
      asked: number;
      served: number;
      parameters: number[];
      gathered: [number, number[]][];
    };
    this.rounds = state.rounds;
    this.asked = state.asked;
    this.served = state.served;
    this.policy.parameters.set(state.parameters);
    this.gathered.clear();
    for (const [task, tokens] of state.gathered) this.gathered.set(task, tokens);
  }
}

function untuned(stream: RandomStream): Policy {
  const linear = POLICIES.find("linear");
  if (linear === undefined) throw new Error(POLICIES.unknown("linear"));
  const start = (slot: number) => GRAMMAR.slots[slot].tokens.map(() => 0);
  return linear.create({ grammar: GRAMMAR, dimension: SHAPE.features, tabular: false, start }, 0, stream);
}

function firstLabels(tasks: readonly Prompt[], quality: number, stream: RandomStream): readonly (readonly number[])[] {
  return tasks.map(({ truth }) => {
    const content = stream.random() < quality ? bestAnswer(truth) : mistake(truth, SHAPE, stream);
    return padded(content, HABITS, stream);
  });
}
