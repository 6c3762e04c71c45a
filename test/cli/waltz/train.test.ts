import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parseLearnedAgent } from "../../../src/learning/learned-agent.js";
import { houseXsTest } from "../../support/house-xstest.js";
import { swarmHere } from "../../support/in-process.js";
import { filesBelow, temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();
const train = (cwd: string, ...args: readonly string[]) => swarmHere(["waltz", "train", ...args], { cwd });
const BEFORE = ["before/conversation.json", "before/feedback.json"];
const FILES = ["chart.svg", "checkpoint.json", "conversation.json", "feedback.json", "log.csv", "log.jsonl"];
const MADE = [...BEFORE, ...FILES, "manifest.json"].map((name) => `o/${name}`);
const textOf = (...path: readonly string[]) => readFileSync(join(...path), "utf8");

/** Trains a few steps, which must end well and say nothing. */
async function trained(cwd: string, ...args: readonly string[]): Promise<void> {
  const outcome = await train(cwd, ...args, "--quiet");
  expect(outcome, args.join(" ")).toEqual({ code: 0, stdout: "", stderr: "" });
}

const agentIn = (cwd: string, agent: "conversation" | "feedback", folder = "o") =>
  parseLearnedAgent(textOf(cwd, folder, `${agent}.json`), agent);

describe("swarm waltz train", () => {
  it("trains a stage in the toy world, tells what came of it and leaves its files", async () => {
    const cwd = temporary();
    const { code, stdout, stderr } = await train(cwd, "stage1", "--iterations", "9", "--out", "o");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("stage1 in the world toy, reinforce++, 9 steps of 32 prompts\n");
    expect(stdout).toMatch(/figure +first 5 steps +last 5 steps\n/);
    expect(stdout).toMatch(/conversation unchanged, weights [0-9a-f]{12}; feedback trained, weights [0-9a-f]{12}\n/);
    expect(filesBelow(cwd)).toEqual(MADE);
    expect(agentIn(cwd, "conversation").history).toEqual([]);
    const stage = { stage: "stage1", method: "reinforce++", reward: "waltz.feedback.a", iterations: 9, seed: 1 };
    expect(agentIn(cwd, "feedback").history).toEqual([stage]);
  });

  it("tells the same as JSON, and where nothing is left to do tells it again from the files", async () => {
    const cwd = temporary();
    const command = ["stage1", "--iterations", "3", "--out", "o", "--json"];
    const first = await train(cwd, ...command);
    const texts = FILES.map((name) => textOf(cwd, "o", name));
    const second = await train(cwd, ...command);
    expect(FILES.map((name) => textOf(cwd, "o", name))).toEqual(texts);
    const { resumed, ...told } = JSON.parse(first.stdout);
    expect(resumed).toBe(0);
    expect(JSON.parse(second.stdout)).toEqual({ ...told, resumed: 3 });
    expect(Object.keys(told.figures)).toContain("label_accuracy");
  });

  it.each([
    ["paper", { kl: 0.01, optimiser: "adam", rates: { conversation: 5e-7, feedback: 5e-7 } }],
    ["plan", { kl: 0.01, optimiser: "adam", rates: { conversation: 1e-5, feedback: 1e-5 } }],
    ["small", { kl: 0.01, optimiser: "sgd", rates: { conversation: 3, feedback: 3 } }],
  ])("takes the numbers of the preset %s and says in the manifest what was used", async (name, expected) => {
    const cwd = temporary();
    await trained(cwd, "stage2", "--preset", name, "--iterations", "2", "--out", "o");
    const { settings } = JSON.parse(textOf(cwd, "o/manifest.json"));
    expect(settings).toMatchObject({ batch: 32, clip: 0.2, max_rounds: 1, ...expected });
    expect(settings.train).toEqual(["conversation", "feedback"]);
  });

  it.each([
    ["examples", ["stage1", "--method", "supervised"]],
    ["a value function", ["stage2", "--set", "method=ppo"]],
    ["two rounds of advice", ["stage2", "--set", "max_rounds=2", "--set", "include_last=true"]],
    ["networks", ["stage2", "--policy", "network", "--hidden", "5"]],
    ["linear policies", ["stage2", "--policy", "linear"]],
    ["several passes over a batch", ["stage2", "--set", "passes=2", "--set", "clip=0.1"]],
    ["no feedback", ["stage2", "--set", "train=[conversation]", "--set", "max_rounds=0"]],
    ["the plan's reward", ["stage2", "--set", "rewards.feedback.name=seed.weighted.delta"]],
  ])("trains with %s", async (_, args) => {
    const cwd = temporary();
    await trained(cwd, ...args, "--iterations", "3", "--out", "o");
    expect(filesBelow(cwd)).toEqual(MADE);
    expect(textOf(cwd, "o/log.jsonl").trimEnd().split("\n")).toHaveLength(3);
    expect(textOf(cwd, "o/log.csv").trimEnd().split("\n")).toHaveLength(4);
  });

  it("goes on from a pair, or from two agents' files, and keeps what each went through", async () => {
    const cwd = temporary();
    await trained(cwd, "stage1", "--iterations", "2", "--out", "one");
    await trained(cwd, "stage2", "--iterations", "2", "--from", "one", "--out", "o");
    expect(agentIn(cwd, "feedback").history.map(({ stage }) => stage)).toEqual(["stage1", "stage2"]);
    expect(agentIn(cwd, "conversation").history.map(({ stage }) => stage)).toEqual(["stage2"]);
    const files = ["one/conversation.json", "one/feedback.json"];
    await trained(cwd, "stage2", "--iterations", "2", "--from", ...files, "--out", "two");
    for (const agent of ["conversation", "feedback"] as const) {
      expect(agentIn(cwd, agent, "two").parameters).toEqual(agentIn(cwd, agent).parameters);
    }
  });

  it("goes on with two agents of which each has a policy of its own make", async () => {
    const cwd = temporary();
    await trained(cwd, "stage2", "--iterations", "2", "--out", "tables");
    await trained(cwd, "stage2", "--iterations", "2", "--policy", "linear", "--out", "lines");
    const from = ["tables/conversation.json", "lines/feedback.json"];
    await trained(cwd, "stage2", "--iterations", "2", "--from", ...from, "--out", "o");
    expect(agentIn(cwd, "conversation").policy.make).toBe("tabular");
    expect(agentIn(cwd, "feedback").policy.make).toBe("linear");
    const reference = ["--set", "reference=untrained"];
    await trained(cwd, "stage2", "--iterations", "2", "--from", "o", ...reference, "--out", "again");
  });

  it("throws away what lay there with --restart, and nothing else", async () => {
    const cwd = temporary();
    await trained(cwd, "stage1", "--iterations", "2", "--out", "o");
    writeFileSync(join(cwd, "o/mine.txt"), "mine");
    const old = textOf(cwd, "o/feedback.json");
    await trained(cwd, "stage1", "--iterations", "3", "--out", "o", "--restart");
    expect(filesBelow(cwd)).toEqual([...MADE, "o/mine.txt"]);
    expect(textOf(cwd, "o/feedback.json")).not.toBe(old);
  });

  it("stops with 1 where parameters run away, and says what to lower", async () => {
    const cwd = temporary();
    const keys = ["--policy", "linear", "--set", "rates.feedback=1e308"];
    const { code, stderr } = await train(cwd, "stage1", ...keys, "--iterations", "9", "--out", "o");
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^step \d+: parameters of the feedback agent are no longer finite; lower rates\.feedback\n$/,
    );
    expect(filesBelow(cwd)).toEqual([]);
  });
});

describe("swarm waltz train on the requests of made-up houses", () => {
  it("trains, and keeps the requests that it held out beside the pair", async () => {
    const cwd = temporary();
    const world = ["--environment", "house", "--dimension", "64", "--folds", "3", "--fold", "2"];
    await trained(cwd, "stage2", ...world, "--iterations", "3", "--out", "o");
    expect(filesBelow(cwd)).toEqual([...MADE, "o/held_out.jsonl"].sort());
    expect(agentIn(cwd, "conversation").world).toMatchObject({ kind: "house", encoding: { dimension: 64 } });
    await trained(cwd, "stage2", ...world, "--iterations", "3", "--out", "o", "--restart");
    expect(filesBelow(cwd)).toEqual([...MADE, "o/held_out.jsonl"].sort());
  });
});

describe("swarm waltz train on XSTest", () => {
  it.each([
    ["kinds, linear", []],
    ["texts, linear", ["--variant", "text"]],
    ["kinds, network, read leniently", ["--policy", "network", "--hidden", "3", "--partial", "lenient"]],
    ["with weights for each situation", ["--crossing", "situation", "--fold", "2"]],
  ])("trains on its tables: %s", async (_, args) => {
    const cwd = temporary();
    houseXsTest(cwd);
    const world = ["--environment", "xstest", "--xstest", ".", "--dimension", "32"];
    await trained(cwd, "stage2", ...world, ...args, "--folds", "3", "--iterations", "3", "--out", "o");
    const { fold, world: known } = JSON.parse(textOf(cwd, "o/manifest.json"));
    expect(fold).toMatch(/^fold [12] of 3$/);
    expect(known).toEqual(agentIn(cwd, "feedback").world);
  });

  const world = ["stage1", "--environment", "xstest"];
  it.each([
    ["no folder", ["--xstest", "away"], ["away: XSTest is not there: set XSTEST_DIR or give --xstest"]],
    [
      "a folder without the tables",
      ["--xstest", "empty"],
      ["empty/prompts.csv: no such file", "empty/completions.csv: no such file"],
    ],
    ["a fold that there is not", ["--xstest", ".", "--fold", "6"], ["there is no fold 6 of 5"]],
    [
      "a table for contexts that cannot be counted",
      ["--xstest", ".", "--policy", "tabular"],
      ['contexts of xstest cannot be counted: the policy "tabular" cannot take them'],
    ],
    [
      "more folds than groups",
      ["--xstest", ".", "--folds", "40", "--fold", "40"],
      [".: 24 prompts in whole groups are too few for 40 folds: fold 40 of 40 has none for test"],
    ],
    [
      "a layer for policies without one",
      ["--xstest", ".", "--hidden", "3"],
      ["--hidden does nothing: a linear policy has no hidden layer"],
    ],
  ])("refuses %s", async (_, args, lines) => {
    const cwd = temporary();
    houseXsTest(cwd);
    mkdirSync(join(cwd, "empty"));
    const outcome = await train(cwd, ...world, ...args, "--out", "o");
    expect(outcome).toEqual({ code: 2, stdout: "", stderr: `${lines.join("\n")}\n` });
    expect(existsSync(join(cwd, "o"))).toBe(false);
  });
});

describe("swarm waltz train, told what cannot be", () => {
  /** One message a line, exit code 2, and nothing written. */
  async function refused(cwd: string, args: readonly string[], lines: readonly string[]): Promise<void> {
    const before = filesBelow(cwd);
    const outcome = await train(cwd, ...args, "--iterations", "2");
    expect(outcome).toEqual({ code: 2, stdout: "", stderr: `${lines.join("\n")}\n` });
    expect(filesBelow(cwd)).toEqual(before);
  }
  const set = (...keys: readonly string[]) => keys.flatMap((key) => ["--set", key]);

  it("tells all faults at once, each with its place and what was meant", async () => {
    const keys = set("bacth=8", "kl=much", "rewards.feedback.nam=x", "optimiser=adm", "clip=-1", "max_rounds=1.5", "x");
    await refused(
      temporary(),
      ["stage1", ...keys, "--fold", "2", "--from", "away"],
      [
        '--fold does nothing in the world "toy"',
        "away: there is no trained agent here",
        "--set x: an override is written key=value",
        '--set bacth=8: unknown key "bacth" (did you mean "batch"?)',
        '--set rewards.feedback.nam=x: unknown key "nam" in rewards.feedback (did you mean "name"?)',
        '--set kl=much: kl must be a number, got "much"',
        "--set clip=-1: clip must be greater than 0, got -1",
        '--set optimiser=adm: optimiser must be one of sgd, adam (did you mean "adam"?), got "adm"',
        "--set max_rounds=1.5: max_rounds must be a whole number, got 1.5",
      ],
    );
  });

  it.each([
    ["rewards.feedback.name=waltz.feedback.z", 'unknown reward "waltz.feedback.z" (did you mean "waltz.feedback.a"?)'],
    [
      "rewards.feedback.name=waltz.conversation",
      'the reward "waltz.conversation" is for the conversation agent, not for the feedback agent',
    ],
    [
      "rewards.conversation.name=waltz.feedback.a",
      'the reward "waltz.feedback.a" is for the feedback agent, not for the conversation agent',
    ],
    ["rewards.feedback.name=waltz.dir", '"waltz.dir" is a figure for logs; nobody can be trained by it'],
    ["rewards.feedback.weights.dri=1", 'the reward "waltz.feedback.a" has no weight "dri" (did you mean "dir"?)'],
    ["rewards.feedback.weights.dir=.inf", "rewards.feedback.weights.dir must be a finite number, got Infinity"],
    ["rewards.feedback=waltz.feedback.a", 'rewards.feedback must be a map, got "waltz.feedback.a"'],
    ["train=[]", "train needs at least 1 entry, got a list"],
    ["train=[feedbak]", 'train[0] must be one of conversation, feedback (did you mean "feedback"?), got "feedbak"'],
    ["train.3=feedback", 'train is a list of 1: there is no entry "3" (the first is 0)'],
    ["kl=.nan", "kl must be a finite number, got NaN"],
    ["batch=0", "batch must be at least 1, got 0"],
    ["__proto__.kl=1", 'unknown key "__proto__"'],
    ["iterations=5", "--iterations is given as well"],
    ["reference=untrained", "reference does nothing: without --from the agents come into the stage untrained"],
    ["value=shared", "value does nothing: there are value functions with method=ppo"],
    ["clip=0.1", "clip does nothing: with one pass over a batch (passes) every ratio is 1"],
    ["include_last=true", "include_last does nothing: it is about exchanges with two rounds or more (max_rounds)"],
    ["rates.conversation=1", "rates.conversation does nothing: the conversation agent is not trained"],
  ])("refuses --set %s", async (key, message) => {
    await refused(temporary(), ["stage1", ...set(key)], [`--set ${key}: ${message}`]);
  });

  it("refuses a feedback agent that is to be trained and never asked, and rewards of examples", async () => {
    const never = "the feedback agent is to be trained, but with";
    await refused(temporary(), ["stage1", ...set("max_rounds=0")], [`${never} max_rounds=0 nobody asks it`]);
    await refused(temporary(), ["stage1", ...set("trigger=off")], [`${never} trigger=off nobody asks it`]);
    const idle = "--set kl=0.1: kl does nothing: training by examples has no rewards and no exchanges";
    await refused(temporary(), ["stage1", "--method", "supervised", ...set("kl=0.1")], [idle]);
  });

  it.each([
    ["stage3"],
    ["stage1", "--policy", "lin"],
    ["stage1", "--preset", "papr"],
    ["stage1", "--seed", "-1"],
    ["stage1", "--checkpoint-every", "0"],
    ["stage1", "--iterationz", "4"],
  ])("refuses %s %s", async (...args) => {
    const cwd = temporary();
    const { code, stdout, stderr } = await train(cwd, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(args[1] ?? args[0]);
    expect(stderr).toMatch(/^error: .*\n(\(Did you mean .*\n)?Add --help for what there is\.\n$/);
    expect(filesBelow(cwd)).toEqual([]);
  });

  it("refuses a place that cannot be written to before it trains", async () => {
    const cwd = temporary();
    writeFileSync(join(cwd, "taken"), "");
    const reason = (code: string) => `checkpoint.json: the file cannot be written (${code})`;
    await refused(cwd, ["stage1", "--out", "taken"], [`taken/${reason("EEXIST")}`]);
    await refused(cwd, ["stage1", "--out", "taken/below"], [`taken/below/${reason("ENOTDIR")}`]);
  });

  describe("from a pair", () => {
    const [conversation, feedback] = ["pair/conversation.json", "pair/feedback.json"];
    let home: string;
    let texts: readonly string[];
    beforeAll(async () => {
      const cwd = temporary();
      await trained(cwd, "stage1", "--iterations", "1", "--out", "pair");
      texts = [conversation, feedback].map((file) => textOf(cwd, file));
    });
    /** A folder with the pair, changed. */
    function pair(change: (text: string) => string = (text) => text): string {
      home = temporary();
      mkdirSync(join(home, "pair"));
      writeFileSync(join(home, conversation), texts[0]!);
      writeFileSync(join(home, feedback), change(texts[1]!));
      return home;
    }

    it.each([
      [
        "that is not there",
        (cwd: string) => refused(cwd, ["stage2", "--from", "pair", "away"], ["away: there is no trained agent here"]),
      ],
      [
        "whose agents are swapped",
        (cwd: string) =>
          refused(
            cwd,
            ["stage2", "--from", feedback, conversation],
            [
              `${feedback}: this is a feedback agent; a conversation agent is needed`,
              `${conversation}: this is a conversation agent; a feedback agent is needed`,
            ],
          ),
      ],
      [
        "of three files",
        (cwd: string) =>
          refused(
            cwd,
            ["stage2", "--from", "pair", "pair", "pair"],
            ["--from takes a folder, or two files: the conversation and the feedback agent's"],
          ),
      ],
      [
        "with a policy of its own beside another",
        (cwd: string) =>
          refused(
            cwd,
            ["stage2", "--from", "pair", "--policy", "linear"],
            ["--policy does nothing: agents given by --from bring their policies"],
          ),
      ],
      [
        "of another world",
        (cwd: string) => {
          houseXsTest(cwd);
          const asked =
            '{"crossing":"kind","encoding":{"dimension":8,"method":"ngrams"},"kind":"xstest","partial":"strict","variant":"kinds"}';
          const line = `${conversation}: the pair was trained in another world: it knows {"kind":"toy","prompts_seed":1}, this is ${asked}`;
          return refused(
            cwd,
            ["stage2", "--environment", "xstest", "--xstest", ".", "--dimension", "8", "--from", "pair"],
            [line],
          );
        },
      ],
    ])("%s: refuses it", async (_, attempt) => attempt(pair()));

    it.each([
      ["cut", (text: string) => text.slice(0, 200), "this is no trained agent: it is not JSON"],
      ["empty", () => "{}", /^this is no trained agent: it must have required property 'format'$/],
      [
        "flipped",
        (text: string) => text.replace(/("parameters": "....)./, "$1_"),
        "the file is damaged: its parameters do not have the hash that it states",
      ],
      [
        "of a make that there is not",
        (text: string) => text.replace('"tabular"', '"tabulr"'),
        'unknown policy "tabulr" (did you mean "tabular"?)',
      ],
      [
        "of a world that there is not",
        (text: string) => text.replace('"toy"', '"tiy"'),
        "the agent was trained in a world that this version does not know",
      ],
      [
        "of another shape",
        (text: string) => text.replace('"tabular"', '"linear"'),
        /^it has \d+ parameters where its world asks for \d+$/,
      ],
    ])("with a file that is %s: says which and why", async (_, change, message) => {
      const { code, stdout, stderr } = await train(pair(change), "stage2", "--from", "pair", "--iterations", "2");
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      const [line] = stderr.split("\n");
      expect(line.slice(0, feedback.length + 2)).toBe(`${feedback}: `);
      expect(line.slice(feedback.length + 2)).toMatch(message);
      expect(filesBelow(home)).toEqual([conversation, feedback]);
    });
  });

  describe("into the folder of another training", () => {
    const HINT = "give --restart to throw it away, or another --out";
    const again = ["stage1", "--out", "o"];
    async function done(): Promise<string> {
      const cwd = temporary();
      await trained(cwd, ...again, "--iterations", "2");
      return cwd;
    }
    const change = (cwd: string, file: string, by: (text: string) => string) =>
      writeFileSync(join(cwd, "o", file), by(textOf(cwd, "o", file)));

    it("says in what the other one differs", async () => {
      const cwd = await done();
      const line = `o: the folder holds another training, which differs in settings.kl, seed; ${HINT}`;
      await refused(cwd, [...again, ...set("kl=0.5"), "--seed", "2"], [line]);
    });

    it.each([
      [
        "checkpoint.json",
        (text: string) => text.slice(0, -40),
        "o/checkpoint.json: this is no checkpoint: it is not JSON",
      ],
      [
        "checkpoint.json",
        (text: string) => text.replace('"rows":2', '"rows":1'),
        "o/checkpoint.json: the checkpoint is damaged: it does not have the hash that it states",
      ],
      [
        "checkpoint.json",
        () => "[]",
        "o/checkpoint.json: this is no checkpoint of a training in the format swarm-training-checkpoint/1",
      ],
      [
        "log.jsonl",
        (text: string) => text.replace('"iteration":1', '"iteration":7'),
        "o: log.jsonl is damaged: its first 2 rows are not those that the checkpoint speaks of",
      ],
      [
        "log.jsonl",
        (text: string) => text.slice(0, 20),
        "o: log.jsonl is damaged: its first 2 rows are not those that the checkpoint speaks of",
      ],
    ])("with a damaged %s: refuses it, and starts over with --restart", async (file, by, message) => {
      const cwd = await done();
      const whole = textOf(cwd, "o", file);
      change(cwd, file, by);
      await refused(cwd, again, [`${message}; ${HINT}`]);
      await trained(cwd, ...again, "--iterations", "2", "--restart");
      expect(textOf(cwd, "o", file)).toBe(whole);
    });

    it("whose checkpoint is gone: refuses it", async () => {
      const cwd = temporary();
      await trained(cwd, ...again, "--iterations", "2");
      mkdirSync(join(cwd, "copy"));
      copyFileSync(join(cwd, "o/manifest.json"), join(cwd, "copy/manifest.json"));
      await refused(
        cwd,
        ["stage1", "--out", "copy"],
        [`copy: the folder holds a training without its checkpoint; ${HINT}`],
      );
    });
  });
});
