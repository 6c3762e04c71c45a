import { setImmediate } from "node:timers/promises";
import { type Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { drawChart } from "../../analysis/report/draw-chart.js";
import { onLightPaper } from "../../analysis/report/palette.js";
import { InputError } from "../../base/errors.js";
import type { Subcommand } from "../../contract/subcommand.js";
import type { LearnedAgent } from "../../learning/learned-agent.js";
import { POLICIES } from "../../learning/policies.js";
import { weightHash } from "../../learning/weight-hash.js";
import { TOOL } from "../../records/tool.js";
import { TrainingFolder } from "../../records/training-folder.js";
import { pathText } from "../../scenario/document.js";
import { applyOverrides, parseOverride } from "../../scenario/overrides.js";
import { AGENTS, type AgentName } from "../../waltz/environments/environment.js";
import { agentFile, pairTexts, policiesOf, type StoredPair, untrainedPolicies } from "../../waltz/trained-pair.js";
import { type LogRow, logRow, supervisedLogRow } from "../../waltz/training/log-row.js";
import { PRESETS, type PresetName, preset } from "../../waltz/training/presets.js";
import type { StageSettings } from "../../waltz/training/settings.js";
import { stageKeys, stageSettings } from "../../waltz/training/stage-keys.js";
import { joinState, splitState } from "../../waltz/training/state-arrays.js";
import { SupervisedTrainer } from "../../waltz/training/supervised-trainer.js";
import { Trainer } from "../../waltz/training/trainer.js";
import { trainingChart } from "../../waltz/training/training-chart.js";
import { interruptible } from "../interruptible.js";
import { gathered } from "../model-options.js";
import { timeLeft } from "../progress.js";
import { type LoadedPair, loadPair } from "./load-pair.js";
import { trainingText } from "./train-text.js";
import { ENVIRONMENTS, type TrainingWorld, trainingWorld, type WorldOptions } from "./train-world.js";

interface TrainOptions extends WorldOptions {
  readonly policy?: string | undefined;
  readonly hidden: number;
  readonly method: "rl" | "supervised";
  readonly preset: PresetName;
  readonly iterations?: number | undefined;
  readonly set?: readonly string[] | undefined;
  readonly from?: readonly string[] | undefined;
  readonly seed: number;
  readonly checkpointEvery: number;
  readonly out?: string | undefined;
  readonly restart?: true | undefined;
  readonly quiet?: true | undefined;
  readonly json?: true | undefined;
}

/** `swarm waltz train`: one stage of training, from policies or a trained pair to a trained pair. */
export const trainVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("train")
      .description(
        "Train the two agents: stage1 the feedback agent alone, stage2 both together (WaltzRL), or by examples. Small " +
          "policies, in the toy world or on the prompts of XSTest. The same command goes on where it was stopped.",
      )
      .argument("<stage>", "stage1 or stage2", stageName)
      .addOption(
        new Option("--environment <name>", "the world to train in").choices(ENVIRONMENTS).default("toy" as const),
      )
      .option(
        "--xstest <folder>",
        "prompts.csv and completions.csv of XSTest",
        process.env.XSTEST_DIR ?? "../shared/data/xstest",
      )
      .option(
        "--folds <number>",
        "parts that the prompts of XSTest are dealt out to by group; one is held out",
        whole(2),
        5,
      )
      .option("--fold <number>", "which part is held out", whole(1), 1)
      .addOption(
        new Option("--partial <rule>", "how partial refusals are read")
          .choices(["strict", "lenient"] as const)
          .default("strict" as const),
      )
      .addOption(
        new Option("--variant <name>", "of XSTest: what the feedback agent reads of an answer")
          .choices(["kinds", "text"] as const)
          .default("kinds" as const),
      )
      .option("--dimension <number>", "of the hashed n-grams of XSTest's prompts", whole(1), 1024)
      .addOption(
        new Option("--crossing <name>", "which cases have weights of their own, on XSTest").choices([
          "none",
          "kind",
          "situation",
        ] as const),
      )
      .addOption(
        new Option("--policy <make>", "of both agents (default: tabular in the toy world, linear on XSTest)").choices(
          POLICIES.names,
        ),
      )
      .option("--hidden <number>", "units of the hidden layer of a network", whole(1), 32)
      .addOption(
        new Option("--method <name>", "reinforcement learning, or examples")
          .choices(["rl", "supervised"] as const)
          .default("rl" as const),
      )
      .addOption(
        new Option("--preset <name>", "which numbers to start from").choices(PRESETS).default("small" as const),
      )
      .option("--iterations <number>", "steps", whole(1))
      .option(
        "--set <key=value>",
        "another value for a key, such as kl=0.02 or rewards.feedback.name=waltz.feedback.c; repeatable",
        gathered,
      )
      .option(
        "--from <files...>",
        "a folder of a pair to go on from, or the file of its conversation and of its feedback agent",
      )
      .option("--seed <number>", "of every random stream", whole(0), 1)
      .option("--checkpoint-every <number>", "steps between checkpoints", whole(1), 100)
      .option(
        "--out <folder>",
        "where the pair, the log and the checkpoint go (default: models/waltz_<environment>_<stage>)",
      )
      .option("--restart", "throw away what an earlier sitting has left, and start over")
      .option("--quiet", "print nothing but faults")
      .option("--json", "print what the training ended with as JSON")
      .action(async (stage, options) => train(stage, options as TrainOptions));
  },
};

async function train(stage: StageSettings["stage"], options: TrainOptions): Promise<void> {
  const start = startOf(options);
  const choice = start?.pair.conversation.policy ?? chosenPolicy(options);
  const world = trainingWorld(options, choice.hidden > 0);
  if (start !== undefined && JSON.stringify(start.world) !== JSON.stringify(world.world)) {
    throw new InputError(
      `the pair in ${start.files.conversation} was trained in another world; it knows ${JSON.stringify(start.world)}`,
    );
  }
  const settings = settingsOf(stage, choice.make, options);
  const policies =
    start === undefined
      ? untrainedPolicies(world.environment, choice, options.seed)
      : policiesOf(start.pair, world.environment, start.files);
  const before = hashes(policies);
  const { seed, method } = options;
  const identity = { ...world.identity, stage, method, settings: stageKeys(settings), seed, policy: choice, before };
  const out = options.out ?? `models/waltz_${options.environment}_${stage}`;
  const folder = new TrainingFolder(out, identity);
  const trainer =
    method === "rl"
      ? new Trainer(world.environment, settings, policies, seed)
      : new SupervisedTrainer(world.environment, settings, policies, seed);
  const earlier = options.restart ? undefined : folder.earlier();
  const rows: LogRow[] = [...(earlier?.rows ?? [])];
  if (earlier !== undefined) trainer.restore(joinState(earlier.checkpoint) as never);
  const resumed = trainer.iteration;
  const began = new Date();
  await interruptible(() => steps(trainer, settings, folder, rows, options), wipe);
  const pair = trainedPair(world, choice, policies, start, { settings, method, seed });
  const after = hashes(policies);
  const chart = await drawChart(trainingChart(`${options.environment}, ${stage}`, rows));
  const results = Object.fromEntries([
    ...AGENTS.map((agent) => [agentFile(agent), pairTexts(pair)[agent]]),
    ["chart.svg", onLightPaper(chart)],
  ]);
  const facts = { tool: TOOL, command: process.argv.slice(2), ...identity, weights: { before, after } };
  folder.finish(rows, results, { ...facts, started: began.toISOString(), ended: new Date().toISOString() });
  if (options.quiet) return;
  const summary = { out, environment: options.environment, stage, method, settings, resumed, rows, before, after };
  process.stdout.write(trainingText(summary, options.json === true));
}

/** Makes the steps that are left, and keeps a checkpoint now and then and at the end. */
async function steps(
  trainer: Trainer | SupervisedTrainer,
  { iterations }: StageSettings,
  folder: TrainingFolder,
  rows: LogRow[],
  { checkpointEvery, quiet }: TrainOptions,
): Promise<void> {
  const [first, began] = [trainer.iteration, performance.now()];
  let shown = began;
  while (trainer.iteration < iterations) {
    rows.push(trainer instanceof Trainer ? logRow(trainer.step()) : supervisedLogRow(trainer.step()));
    const done = trainer.iteration;
    if (done % checkpointEvery === 0 || done === iterations) folder.keep(splitState(trainer.save()), rows);
    const now = performance.now();
    if (now - shown < 100) continue;
    shown = now;
    await setImmediate();
    if (quiet || !process.stderr.isTTY) continue;
    const left = timeLeft((((now - began) / 1000) * (iterations - done)) / (done - first));
    const reward = rows.at(-1)?.final_reward;
    const figure = typeof reward === "number" ? `, reward of final answers ${reward.toFixed(2)}` : "";
    process.stderr.write(`\r\x1b[2Kstep ${done}/${iterations}, ${left}${figure}`);
  }
  wipe();
}

function wipe(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
}

function startOf({ from }: TrainOptions): LoadedPair | undefined {
  if (from === undefined) return undefined;
  const [conversation, feedback = conversation, ...more] = from;
  if (more.length > 0)
    throw new InputError("--from takes a folder, or two files: the conversation and the feedback agent's");
  return loadPair({ conversation, feedback });
}

function chosenPolicy({ policy, environment, hidden }: TrainOptions) {
  const make = policy ?? (environment === "toy" ? "tabular" : "linear");
  return { make, hidden: POLICIES.find(make)?.hasHidden ? hidden : 0 };
}

function settingsOf(stage: StageSettings["stage"], make: string, options: TrainOptions): StageSettings {
  const base = preset(options.preset, stage, make);
  const given = (options.set ?? []).map(parseOverride);
  const both = options.method === "supervised" ? { train: [...AGENTS] } : {};
  const keys = applyOverrides({ ...stageKeys(base), ...both }, given);
  if (options.iterations !== undefined) keys.iterations = options.iterations;
  return stageSettings(
    stage,
    keys,
    (path) => given.find((one) => pathText(path).startsWith(pathText(one.path)))?.place,
  );
}

function trainedPair(
  { world }: TrainingWorld,
  policy: LearnedAgent["policy"],
  policies: Readonly<Record<AgentName, { readonly parameters: Float64Array }>>,
  start: LoadedPair | undefined,
  { settings, method, seed }: { readonly settings: StageSettings; readonly method: string; readonly seed: number },
): StoredPair {
  const agentOf = (agent: AgentName): LearnedAgent => {
    const earlier = start?.pair[agent].history ?? [];
    const { stage, iterations, train: trained, rewards, method: optimiser } = settings;
    const how = method === "rl" ? { method: optimiser, reward: rewards[agent].name } : { method, reward: "examples" };
    const history = trained.includes(agent) ? [...earlier, { stage, iterations, seed, ...how }] : [...earlier];
    return { agent, world, policy, history, parameters: policies[agent].parameters };
  };
  return { conversation: agentOf("conversation"), feedback: agentOf("feedback") };
}

function hashes(
  policies: Readonly<Record<AgentName, { readonly parameters: Float64Array }>>,
): Readonly<Record<AgentName, string>> {
  return {
    conversation: weightHash(policies.conversation.parameters),
    feedback: weightHash(policies.feedback.parameters),
  };
}

function stageName(text: string): StageSettings["stage"] {
  if (text === "stage1" || text === "stage2") return text;
  throw new InvalidArgumentError("It is stage1 or stage2.");
}

function whole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`A whole number of at least ${least} is needed.`);
  };
}
