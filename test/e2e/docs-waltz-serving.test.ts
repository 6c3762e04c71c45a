import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Outcome, outcomeOf, shell, swarmArgv } from "../support/cli.js";
import { writeExamples } from "../support/examples.js";
import { FinetuneServer } from "../support/finetune-server.js";
import { snippetsOf } from "../support/readme.js";
import { rowsOf } from "../support/tables.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const SNIPPETS = snippetsOf("docs/waltz-serving.md");
const codeIn = (language: string) =>
  SNIPPETS.filter((snippet) => snippet.language === language).map(({ code }) => code);
const [TUNING, EXPORTING] = codeIn("sh").map((code) => code.trim().split("\n"));

describe("the page on training elsewhere: fine-tuning", () => {
  let vendor: FinetuneServer;
  beforeEach(async () => {
    vendor = await FinetuneServer.start("openai");
  });
  afterEach(async () => vendor.stop());

  it("shows commands that end well, against a vendor on loopback, and the files that they leave", async () => {
    const home = temporary();
    writeExamples(home);
    expect(TUNING).toHaveLength(2);
    for (const line of TUNING) {
      const { code, stderr } = await shell(`${line} --base-url ${vendor.baseUrl} --poll 0.01`, { cwd: home });
      expect({ code, stderr }, line).toEqual({ code: 0, stderr: "" });
      expect(vendor.jobs).toHaveLength(line.includes("--dry-run") ? 0 : 2);
    }
    expect(filesBelow(join(home, "models/waltzrl_feedback_openai"))).toEqual([
      "benchmarks.json",
      "job_info.json",
      "model_id.txt",
    ]);
  });
});

describe("the page on training elsewhere: export", () => {
  it("shows a line and commands that turn it into what it says", async () => {
    const home = temporary();
    writeFileSync(join(home, "rollouts.jsonl"), codeIn("jsonl").join(""));
    expect(EXPORTING).toHaveLength(2);
    for (const line of EXPORTING) {
      const { code, stderr } = await shell(line, { cwd: home });
      expect({ code, stderr }, line).toEqual({ code: 0, stderr: "" });
    }
    expect(filesBelow(join(home, "elsewhere"))).toContain("0123456789ab_fedcba987654/dpo_approximation_trl.jsonl");
    const named = rowsOf("docs/waltz-serving.md", "exported").flatMap(([cell]) =>
      [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
    );
    expect(filesBelow(join(home, "data/waltzrl/export/0123456789ab_fedcba987654"))).toEqual([...named].sort());
  });
});

describe("the page on training elsewhere: rewards", () => {
  let child: ChildProcess;
  let ended: Promise<Outcome>;
  let address: string;
  beforeAll(async () => {
    const [program, ...first] = swarmArgv;
    child = spawn(program, [...first, "waltz", "reward-server", "--port", "0"]);
    ended = outcomeOf(child);
    const [line] = await Promise.race([once(child.stdout!, "data"), ended.then(({ stderr }) => [stderr])]);
    address = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0] ?? String(line);
  });
  afterAll(() => {
    child.kill("SIGKILL");
  });

  it("shows requests that get the replies beside them, and a function for TRL that works", async () => {
    const asked = SNIPPETS.flatMap(({ language, code }, at) => (language === "http" ? [{ code, at }] : []));
    expect(asked).toHaveLength(4);
    for (const { code, at } of asked) {
      const [head, ...rest] = code.split("\n");
      const [method, path] = head.split(" ");
      const headers = { "content-type": "application/json" };
      const reply = await fetch(`${address}${path}`, { method, headers, body: rest.join("\n") });
      const expected = JSON.parse(SNIPPETS[at + 1].code);
      expect(await reply.json(), head).toEqual(expected);
      expect(reply.status).toBe("error" in expected ? 400 : 200);
    }
    const [python] = codeIn("python");
    const source = python.replace("http://127.0.0.1:8765", address);
    expect(source).not.toBe(python);
    const columns = `["Where is the key?"], ["It hangs by the door."], [False], ["Where is the key?"], ids=[1]`;
    const program = `${source}\nprint(waltz_conversation(${columns}))`;
    const ran = spawnSync("python3", ["-c", program], { encoding: "utf8" });
    if (ran.error !== undefined) console.warn("python3 is not here: the function for TRL was not run");
    else expect({ stdout: ran.stdout, stderr: ran.stderr }).toEqual({ stdout: "[1]\n", stderr: "" });
  });

  it("names every route that there is", async () => {
    for (const path of ["/health", "/rewards", "/schema"]) expect((await fetch(address + path)).status).toBe(200);
    const schema = (await (await fetch(`${address}/schema`)).json()) as object;
    expect(Object.keys(schema)).toEqual(["/v1/rewards", "/openrlhf/:reward", "/trl/:reward"]);
  });

  it("does not let a second service take the same place", async () => {
    const { port } = new URL(address);
    const taken = await shell(`swarm waltz reward-server --port ${port}`);
    expect(taken).toMatchObject({ code: 2, stderr: `cannot listen on 127.0.0.1:${port} (EADDRINUSE)\n` });
  });

  it("ends the service on Ctrl-C, after the request that is under way", async () => {
    const body = codeIn("http")[0].split("\n").slice(1).join("\n");
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const begun = request(`${address}/v1/rewards`, { method: "POST", headers });
    const reply = once(begun, "response");
    begun.write(body.slice(0, 10));
    // The service has seen the request begin once it has answered another one that was sent later.
    await fetch(`${address}/health`);
    child.kill("SIGINT");
    while (
      await fetch(`${address}/health`).then(
        () => true,
        () => false,
      )
    );
    begun.end(body.slice(10));
    const [{ statusCode }] = (await reply) as [IncomingMessage];
    expect(statusCode).toBe(200);
    expect(await ended).toMatchObject({ code: 130, stderr: "" });
  });
});
