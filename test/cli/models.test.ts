import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { WIDTH } from "../../src/cli/format-text.js";
import { PROVIDERS } from "../../src/llm/registry.js";
import { swarmHere } from "../support/in-process.js";
import { ModelServer } from "../support/model-server.js";
import { temporaryFolders } from "../support/temporary.js";

const PLANTED = "planted-key-0123456789";
const temporary = temporaryFolders();
const models = (...args: readonly string[]) => swarmHere(["models", ...args], { cwd: temporary() });

let server: ModelServer;
beforeAll(async () => {
  server = await ModelServer.start();
});
afterAll(() => server.stop());
afterEach(() => void vi.unstubAllEnvs());

describe("swarm models", () => {
  it("tells every provider with its keys, within 100 columns", async () => {
    const { code, stdout, stderr } = await models();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const { name, config } of PROVIDERS) {
      expect(stdout).toContain(`${name}: `);
      for (const key of Object.keys(config.properties)) expect(stdout).toContain(key);
    }
    for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(WIDTH);
  });

  it("says whether a key is set and never what it is", async () => {
    vi.stubEnv("MISTRAL_API_KEY", PLANTED);
    vi.stubEnv("ANTHROPIC_API_KEY", undefined);
    const [text, json] = [await models(), await models("--json")];
    expect(text.stdout).toContain("API key: MISTRAL_API_KEY is set");
    expect(text.stdout).toContain("API key: ANTHROPIC_API_KEY is not set");
    const found = JSON.parse(json.stdout) as { name: string; key_variable?: string; key_set?: boolean }[];
    expect(found.find(({ name }) => name === "mistral")).toMatchObject({
      key_variable: "MISTRAL_API_KEY",
      key_set: true,
    });
    expect(found.find(({ name }) => name === "anthropic")).toMatchObject({ key_set: false });
    expect(found.find(({ name }) => name === "scripted")).not.toHaveProperty("key_variable");
    expect(text.stdout + json.stdout).not.toContain(PLANTED);
  });

  it("shows the providers asked for, and refuses one that there is not", async () => {
    expect((await models("ollama")).stdout).not.toContain("mistral: ");
    const { code, stderr } = await models("olama");
    expect([code, stderr]).toEqual([2, expect.stringContaining('unknown provider "olama" (did you mean "ollama"?)')]);
  });
});

describe("swarm models --check", () => {
  const at = () => ["--set", `base_url=${server.origin}/v1`];

  it("says what the endpoint has, whether a model is named or not", async () => {
    server.willSay({ text: "tiny,small" }, { text: "tiny,small" });
    expect(await models("--check", "ollama", ...at())).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^ollama: 127\.0\.0\.1:\d+ answers, with 2 models: tiny, small\n$/),
    });
    const named = await models("--check", "ollama", ...at(), "--set", "model=large");
    expect(named.stdout).toContain("ollama: it does not list large\n");
    expect(server.arrived.map(({ path }) => path)).toEqual(["/v1/models", "/v1/models"]);
  });

  it("ends with 1 and the reason, without a stack or the key, when the endpoint refuses", async () => {
    vi.stubEnv("TEST_API_KEY", PLANTED);
    server.willSay({ status: 401, says: `no such key: ${PLANTED}` });
    const { code, stdout, stderr } = await models(
      "--check",
      "openai-compatible",
      ...at(),
      "--set",
      "api_key_env=TEST_API_KEY",
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^127\.0\.0\.1:\d+: the key is missing or not accepted \(status 401\): .*\n$/);
    expect(stderr).not.toContain(PLANTED);
    expect(JSON.stringify(server.arrived[0]!.headers)).toContain(PLANTED);
  });

  it("ends with 1 where nobody listens", async () => {
    const gone = await ModelServer.start();
    const { origin } = gone;
    await gone.stop();
    const { code, stderr } = await models("--check", "ollama", "--set", `base_url=${origin}/v1`);
    expect(code).toBe(1);
    expect(stderr).toContain("the connection failed (ECONNREFUSED)");
    expect(stderr).not.toContain("    at ");
  });

  it("ends with 2 where a key is not set, a package or a file is missing, or the config is wrong", async () => {
    vi.stubEnv("MISTRAL_API_KEY", undefined);
    vi.stubEnv("SWARM_LLAMA_CPP", temporary());
    const outcomes = [
      await models("--check", "mistral"),
      await models("--check", "llama-cpp", "--set", "model_path=none.gguf"),
      await models("--check", "scripted", "--set", "file=none.jsonl"),
      await models("--check", "ollama", "--set", "modle=x"),
      await models("--check", "nobody"),
      await models("--set", "model=x"),
    ];
    expect(outcomes.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2, 2]);
    const said = outcomes.map(({ stderr }) => stderr);
    expect(said[0]).toContain("set the environment variable MISTRAL_API_KEY");
    expect(said[1]).toContain("npm install --prefix .cache/llama-cpp");
    expect(said[2]).toContain("none.jsonl: no such file");
    expect(said[3]).toContain('(did you mean "model"?)');
    expect(said[4]).toContain('unknown provider "nobody"');
    expect(said[5]).toContain("--set is for --check");
  });
});
