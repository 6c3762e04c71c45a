import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { swarmHere } from "../../support/in-process.js";
import { filesBelow, temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();
const FEEDBACK = JSON.stringify({ reasoning: "", unsafe: false, overrefuse: true, feedback: "Say it." });
const line = (id: number, conversation: string) =>
  JSON.stringify({
    id: String(id),
    prompt: `Where is key ${id}?`,
    harmful: false,
    policy: { conversation: conversation.repeat(64), feedback: "b".repeat(64) },
    turns: [
      { answer: "No.", label: { unsafe: false, overrefuse: true }, feedback: FEEDBACK },
      { answer: `On hook ${id}.`, label: { unsafe: false, overrefuse: false } },
    ],
  });

describe("swarm waltz export", () => {
  it("writes a folder per pair of policies, with an account of what is in it", async () => {
    const home = temporary();
    writeFileSync(join(home, "r.jsonl"), [line(1, "a"), line(2, "a"), line(3, "c")].join("\n"));
    const { code, stdout, stderr } = await swarmHere(["waltz", "export", "r.jsonl", "--out", "o"], { cwd: home });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const files = [
      "conversation_agent_training.jsonl",
      "dpo_approximation_openai.jsonl",
      "dpo_approximation_trl.jsonl",
      "export.json",
      "feedback_agent_dpo_approximation_openai.jsonl",
      "feedback_agent_dpo_approximation_trl.jsonl",
      "feedback_agent_training.jsonl",
    ];
    const folders = ["aaaaaaaaaaaa_bbbbbbbbbbbb", "cccccccccccc_bbbbbbbbbbbb"];
    expect(filesBelow(join(home, "o"))).toEqual(folders.flatMap((folder) => files.map((file) => `${folder}/${file}`)));
    const account = JSON.parse(readFileSync(join(home, "o", folders[0], "export.json"), "utf8"));
    expect(account).toMatchObject({
      policy: { conversation: "a".repeat(64), feedback: "b".repeat(64) },
      rollouts: 2,
      approximation: expect.stringContaining("approximates"),
      files: { "dpo_approximation_trl.jsonl": { lines: 2 }, "feedback_agent_training.jsonl": { lines: 2 } },
    });
    expect(stdout).toContain("o/aaaaaaaaaaaa_bbbbbbbbbbbb, from 2 rollouts");
  });

  it("writes the same bytes again, and only what was asked for", async () => {
    const home = temporary();
    writeFileSync(join(home, "r.jsonl"), line(1, "a"));
    const run = (out: string) =>
      swarmHere(["waltz", "export", "r.jsonl", "--out", out, "--format", "dpo", "--json"], { cwd: home });
    await run("x");
    expect(JSON.parse((await run("y")).stdout)).toHaveLength(1);
    const [x, y] = ["x", "y"].map((folder) =>
      filesBelow(join(home, folder)).map((file) => [file, readFileSync(join(home, folder, file), "utf8")]),
    );
    expect(x).toEqual(y);
    expect(x).toHaveLength(5);
  });

  it("holds feedback on the same answer against each other across files, by the reward that is named", async () => {
    const home = temporary();
    const quiet = JSON.parse(line(1, "a"));
    quiet.turns = [{ ...quiet.turns[0], feedback: FEEDBACK.replace("true", "false") }];
    writeFileSync(join(home, "one.jsonl"), line(1, "a"));
    writeFileSync(join(home, "two.jsonl"), JSON.stringify(quiet));
    const run = (...args: readonly string[]) =>
      swarmHere(["waltz", "export", "one.jsonl", ...args, "--out", "o", "--json"], { cwd: home });
    const [account] = JSON.parse((await run("two.jsonl", "--feedback-reward", "waltz.feedback.b")).stdout);
    expect(account.sources.map(({ file }: { file: string }) => file)).toEqual(["one.jsonl", "two.jsonl"]);
    expect(account).toMatchObject({ rollouts: 2, feedback_reward: "waltz.feedback.b" });
    const file = "feedback_agent_dpo_approximation_trl.jsonl";
    expect(account.files[file].lines).toBe(1);
    const pair = JSON.parse(readFileSync(join(home, "o/aaaaaaaaaaaa_bbbbbbbbbbbb", file), "utf8"));
    expect(pair.chosen[0].content).toBe(FEEDBACK);
    const [alone] = JSON.parse((await run()).stdout);
    expect(alone.files[file]).toMatchObject({ lines: 0, skipped: { "there is no other feedback on the answer": 1 } });
  });

  it("refuses a file named twice, a reward that needs more than labels, and one that could do nothing", async () => {
    const home = temporary();
    writeFileSync(join(home, "r.jsonl"), line(1, "a"));
    const run = (...args: readonly string[]) => swarmHere(["waltz", "export", ...args, "--out", "o"], { cwd: home });
    for (const [args, message] of [
      [["r.jsonl", "./r.jsonl"], "r.jsonl: the file is named twice"],
      [["r.jsonl", "--feedback-reward", "seed.weighted.level"], "Allowed choices are waltz.feedback.a"],
      [["r.jsonl", "--format", "supervised", "--feedback-reward", "waltz.feedback.b"], "would have no effect"],
    ] as const) {
      const { code, stdout, stderr } = await run(...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(message);
    }
    expect(filesBelow(home)).toEqual(["r.jsonl"]);
  });

  it("writes nothing where the input is wrong", async () => {
    const home = temporary();
    writeFileSync(join(home, "bad.jsonl"), `${line(1, "a")}\n{}\n`);
    writeFileSync(join(home, "bytes.jsonl"), Buffer.from([0xff, 0xff]));
    for (const [file, message] of [
      ["bad.jsonl", "bad.jsonl:2: no rollout"],
      ["bytes.jsonl", "bytes.jsonl: the file is not UTF-8 text"],
      ["gone.jsonl", "gone.jsonl: no such file"],
    ]) {
      const { code, stdout, stderr } = await swarmHere(["waltz", "export", file, "--out", "o"], { cwd: home });
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(message);
    }
    expect(filesBelow(home)).toEqual(["bad.jsonl", "bytes.jsonl"]);
  });
});
