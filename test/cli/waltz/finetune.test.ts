import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exampleLines, writeExamples } from "../../support/examples.js";
import { FinetuneServer } from "../../support/finetune-server.js";
import { swarmHere } from "../../support/in-process.js";
import { filesBelow, temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();
const KEY = "sk-planted-0123456789abcdef";

let server: FinetuneServer;
let home: string;
beforeEach(async () => {
  server = await FinetuneServer.start("openai");
  home = temporary();
  writeExamples(home);
  process.env.LOOPBACK_API_KEY = KEY;
});
afterEach(async () => {
  await server.stop();
  delete process.env.LOOPBACK_API_KEY;
});

const QUICK = ["--poll", "0.01", "--retry", "backoff=0.01", "--retry", "max_retries=2"];
const finetune = (...args: string[]) =>
  swarmHere(
    [
      ...["waltz", "finetune", "--provider", "openai", "--model", "base", "--base-url", server.baseUrl],
      ...["--api-key-env", "LOOPBACK_API_KEY", ...QUICK, ...args],
    ],
    { cwd: home },
  );
const read = (file: string) => readFileSync(join(home, file), "utf8");
const FOLDERS = ["models/waltzrl_conversation_openai", "models/waltzrl_feedback_openai"];

describe("swarm waltz finetune", () => {
  it("tunes both agents and leaves the plan's three files for each", async () => {
    const { code, stdout, stderr } = await finetune();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const folder of FOLDERS) {
      const id = read(`${folder}/model_id.txt`).trim();
      expect(stdout).toContain(`succeeded, model ${id} (${folder})`);
      expect(JSON.parse(read(`${folder}/benchmarks.json`))).toMatchObject({
        model: id,
        training: { trained_tokens: 1234 },
      });
      expect(JSON.parse(read(`${folder}/job_info.json`))).toMatchObject({
        version: 1,
        provider: "openai",
        job: { model: id },
      });
    }
    expect(filesBelow(join(home, "models"))).toEqual(
      FOLDERS.flatMap((folder) =>
        ["benchmarks.json", "job_info.json", "model_id.txt"].map((file) => `${folder.replace("models/", "")}/${file}`),
      ),
    );
    expect([server.files.length, server.jobs.length]).toEqual([2, 2]);
    expect(stdout).toContain("feedback: now running");
  });

  it("does nothing more when it is called again, and keeps an evaluation that stands there", async () => {
    await finetune();
    const file = `${FOLDERS[0]}/benchmarks.json`;
    const evaluation = '{\n  "benchmarks_version": 1\n}\n';
    writeFileSync(join(home, file), evaluation);
    const { code } = await finetune();
    expect(code).toBe(0);
    expect([server.files.length, server.jobs.length]).toEqual([2, 2]);
    expect(read(file)).toBe(evaluation);
    const earlier = read(`${FOLDERS[0]}/model_id.txt`).trim();
    expect((await finetune("--again", "--agent", "conversation")).code).toBe(0);
    expect(JSON.parse(read(file))).toMatchObject({ model: "ft:base:job-3", evaluation: null });
    expect(read(`${FOLDERS[0]}/benchmarks_${earlier.replaceAll(":", "_")}.json`)).toBe(evaluation);
  });

  it("sends the test file along when told to", async () => {
    expect((await finetune("--validation", "--agent", "feedback")).code).toBe(0);
    expect([server.files.length, server.jobs.length]).toEqual([2, 1]);
    expect(server.jobs[0].validation_file).toBe("file-2");
  });

  it("writes the key nowhere and shows it nowhere, even where the vendor repeats it", async () => {
    server.meet(/^POST .*jobs$/, { status: 400, says: `bad request with ${KEY}` });
    const first = await finetune();
    const second = await finetune();
    const files = filesBelow(home).map((file) => read(file));
    expect(server.arrived[0].headers.authorization).toBe(`Bearer ${KEY}`);
    expect(first.code).toBe(1);
    expect(second.code).toBe(0);
    expect(files.length).toBeGreaterThan(8);
    for (const text of [...files, first.stdout, first.stderr, second.stdout, second.stderr])
      expect(text).not.toContain(KEY);
  });

  it("ends with 4 where training is not available, and says what to do instead", async () => {
    server.meet(/jobs$/, { status: 410, says: "Gone" }, 9);
    const { code, stdout, stderr } = await finetune();
    expect({ code, stderr }).toEqual({ code: 4, stderr: "" });
    expect(stdout.match(/training is not available at this vendor/g)).toHaveLength(2);
    expect(stdout).toContain("swarm waltz train");
    expect(server.count(/^POST/)).toBe(0);
    expect(filesBelow(home).filter((file) => file.startsWith("models"))).toEqual([]);
  });

  it("ends with 1 where a job failed, and the other one is brought to its end all the same", async () => {
    server.meet(/^GET .*job-1$/, { status: 404 }, 9);
    const { code, stdout } = await finetune();
    expect(code).toBe(1);
    expect(stdout).toMatch(/stopped: openai at .*; the same command goes on from here/);
    expect(stdout).toContain("succeeded");
  });

  it("does not wait when told not to, and goes on later", async () => {
    const { code, stdout } = await finetune("--no-wait");
    expect(code).toBe(0);
    expect(stdout).toContain("left: job job-1 goes on");
    expect((await finetune()).stdout).toContain("succeeded");
    expect(server.jobs).toHaveLength(2);
  });

  it("cancels the jobs on record, and a new one can then be started", async () => {
    await finetune("--no-wait");
    const { code, stdout } = await finetune("--cancel");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^conversation: job job-\d is cancelled\nfeedback: job job-\d is cancelled\n$/),
    });
    expect((await finetune()).code).toBe(1);
    expect((await finetune("--again")).code).toBe(0);
    expect(server.jobs).toHaveLength(4);
    expect(JSON.parse(read(`${FOLDERS[0]}/job_info.json`))).toMatchObject({ attempt: 2, previous: [{ attempt: 1 }] });
  });

  it("prints its result as JSON alone when asked to", async () => {
    const { code, stdout, stderr } = await finetune("--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout).jobs).toMatchObject([
      { agent: "conversation", folder: FOLDERS[0], kind: "succeeded" },
      { agent: "feedback", folder: FOLDERS[1], kind: "succeeded" },
    ]);
    expect(stderr).toContain("feedback: now running");
  });

  it("refuses a record that is not what it wrote", async () => {
    await finetune("--no-wait");
    writeFileSync(join(home, FOLDERS[0], "job_info.json"), '{"version": 2}');
    const { code, stderr } = await finetune();
    expect(code).toBe(2);
    expect(stderr).toContain("models/waltzrl_conversation_openai/job_info.json: version must be equal to constant");
  });

  it("starts no job where the record of one of them stands in the way", async () => {
    await finetune("--no-wait", "--agent", "feedback");
    const { code, stderr } = await finetune("--set", "n_epochs=2");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        "models/waltzrl_feedback_openai/job_info.json: this is the record of another job (it differs in settings): give --again to start a new one\n",
    });
    expect(server.jobs).toHaveLength(1);
    const adopting = await finetune("--agent", "feedback", "--adopt", "job-9");
    expect(adopting).toMatchObject({ code: 2, stderr: expect.stringContaining("it has a job already, job-1") });
  });

  it("leaves a job alone that another process is at", async () => {
    await finetune("--no-wait");
    // The process that runs the tests is alive, but is this one; its parent is another.
    writeFileSync(join(home, FOLDERS[0], "job_info.lock"), `${process.ppid}\n`);
    const { code, stderr } = await finetune();
    expect(code).toBe(2);
    expect(stderr).toContain(`another swarm waltz finetune, process ${process.ppid}, is at work on this job`);
  });
});

describe("swarm waltz finetune, before anything is sent", () => {
  it("tells of every fault of every file at once, and writes and sends nothing", async () => {
    writeFileSync(join(home, "data/waltzrl/conversation_agent_training.jsonl"), `${exampleLines(11)}{}\n`);
    writeFileSync(join(home, "data/waltzrl/feedback_agent_training.jsonl"), exampleLines(3));
    const { code, stdout, stderr } = await finetune("--set", "n_epoch=3");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain('openai: unknown key "n_epoch" (did you mean "n_epochs"?)');
    const fixed = await finetune("--set", "n_epochs=3");
    expect(fixed.code).toBe(2);
    expect(fixed.stderr.trim().split("\n")).toEqual([
      'data/waltzrl/conversation_agent_training.jsonl:12: "messages" must be a list of messages, one at least',
      "data/waltzrl/feedback_agent_training.jsonl: 3 examples are fewer than the 10 that are needed",
    ]);
    expect(server.arrived).toEqual([]);
    expect(filesBelow(home).filter((file) => file.startsWith("models"))).toEqual([]);
  });

  it.each([
    [["--provider", "openia", "--model", "m"], "openai, mistral"],
    [["--provider", "openai"], "--model is needed"],
    [
      ["--provider", "openai", "--model", "m", "--data", "nowhere"],
      "nowhere/conversation_agent_training.jsonl: no such file",
    ],
    [["--provider", "openai", "--model", "m", "--adopt", "job-1"], "--adopt is for one job"],
    [["--provider", "openai", "--model", "m", "--price", "3"], "--price is for --dry-run"],
    [["--provider", "openai", "--cancel"], "no job of openai's is on record in models"],
    [["--provider", "openai", "--model", "m", "--poll", "-1"], "A number > 0 is needed"],
    [["--provider", "openai", "--model", "m", "--retry", "tries=3"], 'unknown key "tries"'],
    [["--provider", "mistral", "--model", "m"], "set either training_steps or epochs"],
  ])("refuses %j", async (args, message) => {
    process.env.OPENAI_API_KEY = KEY;
    try {
      const { code, stdout, stderr } = await swarmHere(["waltz", "finetune", ...args], { cwd: home });
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(message);
      expect(filesBelow(home).filter((file) => file.startsWith("models"))).toEqual([]);
    } finally {
      delete process.env.OPENAI_API_KEY;
    }
  });
});

describe("swarm waltz finetune --dry-run", () => {
  const dry = (...args: string[]) =>
    swarmHere(["waltz", "finetune", "--provider", "openai", "--model", "base", "--dry-run", ...args], { cwd: home });

  it("estimates tokens and cost without a key, and sends and writes nothing", async () => {
    const lines = Array.from({ length: 10 }, () =>
      // 40 bytes of text in two messages: 40 / 4 + 2 * 4 = 18 tokens, by the rule that is stated.
      JSON.stringify({
        messages: [
          { role: "user", content: "x".repeat(16) },
          { role: "assistant", content: "y".repeat(24) },
        ],
      }),
    );
    writeFileSync(join(home, "data/waltzrl/feedback_agent_training.jsonl"), `${lines.join("\n")}\n`);
    const args = ["--agent", "feedback", "--set", "n_epochs=3", "--price", "25"];
    const { code, stdout } = await dry(...args, "--json");
    expect(code).toBe(0);
    // 18 tokens x 10 examples x 3 passes x 25 USD per million.
    expect(JSON.parse(stdout)).toMatchObject([{ examples: 10, tokens: 180, passes: 3, cost: (540 * 25) / 1e6 }]);
    const text = (await dry(...args)).stdout;
    expect(text).toContain("Tokens are counted roughly");
    expect(text).toContain("Nothing was sent.");
    expect(filesBelow(home).filter((file) => file.startsWith("models"))).toEqual([]);
  });

  it("leaves blank what is not known, and says so", async () => {
    const { stdout } = await dry("--set", "n_epochs=2");
    expect(stdout).toContain("The price is not known");
    expect(stdout).not.toMatch(/0\.00/);
    expect((await dry("--price", "3")).stdout).toContain("Passes are left to the vendor");
  });
});
