import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomeOf, swarmArgv } from "../support/cli.js";
import { swarmHere } from "../support/in-process.js";
import { ModelServer } from "../support/model-server.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

/** Text that would clear a screen, rename a window, leave a folder, break a line, run in a browser or break a table. */
const HOSTILE =
  "\u001b[2J\u001b]0;owned\u0007\u009b31m ../../../escaped\n# head\r\u0000 <script>alert(1)</script> | $(id) `id`";
const MARKER = "reasoning-7b1d";
const CONTROLS = /(?!\n)\p{Cc}/u;

const SCENARIO = `scenario_id: hostile
agents:
  - { type: honest, count: 2 }
  - { type: waltz_pair, config: { conversation: m, feedback: m, prompts: p.jsonl } }
models: { m: { provider: scripted, file: script.jsonl, match: content, retry: { max_retries: 0 } } }
simulation: { n_epochs: 2, steps_per_epoch: 3, seed: 1 }
`;

function folder(): string {
  const home = temporary();
  const lines = (...values: readonly object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");
  const advice = { reasoning: MARKER, unsafe: true, overrefuse: false, feedback: `Better: ${HOSTILE}` };
  const rule = { text: `Never ${HOSTILE}`, markers: ["zebra"] };
  const prompt = { id: `../../${HOSTILE}`, category: HOSTILE, prompt: `Why ${HOSTILE}?`, context: HOSTILE, rule };
  writeFileSync(
    join(home, "script.jsonl"),
    lines({ when: "You read a request", answer: advice }, { answer: `So: ${HOSTILE}` }),
  );
  writeFileSync(join(home, "p.jsonl"), lines({ ...prompt, harmful: false }, { ...prompt, id: "2", harmful: true }));
  writeFileSync(join(home, "s.yaml"), SCENARIO);
  return home;
}

describe("prompts and answers that try to be more than text", () => {
  it("stay data: no control character is printed, no file has a name of theirs, no page runs them", async () => {
    const home = folder();
    const run = await swarmHere(["run", "s.yaml", "--out", "o"], { cwd: home });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).not.toMatch(CONTROLS);
    const ends = ["agents.csv", "calls.jsonl", "events.jsonl", "manifest.json", "metrics.csv"];
    expect(filesBelow(join(home, "o"))).toEqual(ends.map((end) => `hostile_${end}`));
    for (const format of ["html", "md"]) {
      const args = ["report", "o/hostile_manifest.json", "--format", format, "--out", `page.${format}`];
      expect(await swarmHere(args, { cwd: home })).toMatchObject({ code: 0 });
      const page = readFileSync(join(home, `page.${format}`), "utf8");
      expect(page).not.toContain("<script>alert");
      expect(page).not.toMatch(CONTROLS);
    }
    const inside = ["o", "p.jsonl", "page.html", "page.md", "s.yaml", "script.jsonl"];
    expect([...new Set(filesBelow(home).map((name) => name.split("/")[0]))].sort()).toEqual(inside);
    const replayed = await swarmHere(["replay", "o/hostile_events.jsonl"], { cwd: home });
    expect(replayed).toMatchObject({ code: 0, stdout: expect.stringContaining("identical") });
  });

  it("are quoted tamely by a replay that misses and by an answer of another form", async () => {
    const home = folder();
    await swarmHere(["run", "s.yaml", "--out", "o", "--quiet"], { cwd: home });
    const off = ["--set", "agents.1.config.trigger='off'", "--replay-calls", "o/hostile_calls.jsonl"];
    const missed = await swarmHere(["run", "s.yaml", "--out", "m", ...off], { cwd: home });
    expect(missed.code).toBe(1);
    expect(missed.stderr).toContain("nearest recorded request");
    const acting = ["mode=acting", "on_invalid=stop", "rule_markers=[zebra]"];
    const set = acting.flatMap((setting) => ["--set", `agents.1.config.${setting}`]);
    const invalid = await swarmHere(["run", "s.yaml", "--out", "i", ...set], { cwd: home });
    expect(invalid).toMatchObject({ code: 1, stderr: expect.stringContaining("as on_invalid says") });
    for (const { stderr } of [missed, invalid]) expect(stderr).not.toMatch(CONTROLS);
  });

  it("never show the conversation agent what the feedback agent reasoned, and keep it out of log and tables", async () => {
    const home = folder();
    await swarmHere(["run", "s.yaml", "--out", "o", "--quiet"], { cwd: home });
    const file = (end: string) => readFileSync(join(home, "o", `hostile_${end}`), "utf8");
    const calls = file("calls.jsonl")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const of = (role: string) => calls.filter(({ from }) => from.role === role);
    expect(of("feedback").every(({ response }) => response.text.includes(MARKER))).toBe(true);
    const revised = of("conversation").filter(({ request }) => request.messages.length > 2);
    expect(revised.length).toBeGreaterThan(0);
    for (const { request } of calls) expect(JSON.stringify(request)).not.toContain(MARKER);
    for (const end of ["events.jsonl", "metrics.csv", "agents.csv", "manifest.json"]) {
      expect(file(end), end).not.toContain(MARKER);
    }
  });
});

describe("a run that asks a server", () => {
  let server: ModelServer;
  beforeAll(async () => {
    server = await ModelServer.start();
  });
  afterAll(() => server.stop());

  const remote = () =>
    SCENARIO.replace(/models: .*/, `models: { m: { provider: ollama, base_url: "${server.origin}/v1", model: x } }`);

  it("quotes what the server says tamely", async () => {
    const home = folder();
    writeFileSync(join(home, "s.yaml"), remote());
    server.willSay({ status: 400, says: HOSTILE });
    const { code, stderr } = await swarmHere(["run", "s.yaml", "--out", "o"], { cwd: home });
    expect(code).toBe(1);
    expect(stderr).toContain("the request is refused (status 400)");
    expect(stderr).not.toMatch(CONTROLS);
  });

  it("keeps every call that was answered when it is killed, and plays on from them as far as they go", async () => {
    const home = folder();
    writeFileSync(join(home, "s.yaml"), remote());
    const [program, ...first] = swarmArgv;
    const child = spawn(program, [...first, "run", "s.yaml", "--out", "o"], { cwd: home });
    const ended = outcomeOf(child);
    server.willSay();
    let asked = 0;
    server.answering = () => {
      asked += 1;
      // The eighth call is under way, and so without an answer, when the process is killed.
      if (asked === 8) child.kill("SIGKILL");
      if (asked >= 8) return { fault: "hang" };
      const judged = { reasoning: "r", unsafe: asked % 3 === 2, overrefuse: false, feedback: "f" };
      return { text: asked % 3 === 2 ? JSON.stringify(judged) : "Gladly." };
    };
    await ended;
    const left = filesBelow(join(home, "o"));
    expect(left.every((name) => /^\.hostile_.*\.partial-\d+$/.test(name))).toBe(true);
    const record = left.find((name) => name.includes("calls")) ?? "";
    const lines = readFileSync(join(home, "o", record), "utf8").split("\n");
    expect(lines).toHaveLength(8);
    expect(lines.at(-1)).toBe("");
    const again = await swarmHere(["run", "s.yaml", "--out", "o", "--replay-calls", `o/${record}`], { cwd: home });
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("no call 7 is recorded (there are 7)");
    expect(filesBelow(join(home, "o"))).toContain("hostile_events.stopped.jsonl");
  });
});
