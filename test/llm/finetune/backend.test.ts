import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TrainerBackend, TrainerFailureKind } from "../../../src/contract/trainer-backend.js";
import { TRAINERS } from "../../../src/llm/providers/finetune/registry.js";
import { exampleFile, exampleLines } from "../../support/examples.js";
import { FinetuneServer, type Manner, type Trouble } from "../../support/finetune-server.js";

const KEY = "sk-planted-0123456789abcdef";
const FILE = exampleFile(exampleLines(12));
const FINGERPRINT = "ab".repeat(32);

let server: FinetuneServer;
afterEach(async () => server.stop());

async function backendOf(manner: Manner, timeout = 60, env: Record<string, string> = { OWN_API_KEY: KEY }) {
  const definition = TRAINERS.find(manner);
  if (definition === undefined) throw new Error(manner);
  return definition.create({ baseUrl: server.baseUrl, apiKeyEnv: "OWN_API_KEY", timeout }, { env });
}

function request(trainingFile: string, config: Record<string, unknown>) {
  return {
    model: "base",
    trainingFile,
    validationFile: undefined,
    config,
    fingerprint: FINGERPRINT,
    label: "waltz-feedback",
  };
}

const CONFIG = {
  openai: { method: "supervised", n_epochs: 2, seed: 5 },
  mistral: { training_steps: 9, learning_rate: 1e-4 },
};

describe.each(["openai", "mistral"] as const)("training at %s", (manner) => {
  let backend: TrainerBackend;
  beforeEach(async () => {
    server = await FinetuneServer.start(manner);
    backend = await backendOf(manner);
  });

  it("uploads the very bytes under a name that bears their hash, and finds them again among others", async () => {
    const other = exampleFile(exampleLines(11));
    const uploaded = await backend.upload(FILE);
    for (const _ of [1, 2, 3]) await backend.upload(other);
    expect(uploaded).toEqual({ ok: true, value: "file-1" });
    expect(server.arrived[0].body).toContain(exampleLines(12).trimEnd());
    expect(server.arrived[0].body).toContain('name="purpose"\r\n\r\nfine-tune');
    expect(server.files[0].filename).toBe(`train-${FILE.sha256.slice(0, 16)}.jsonl`);
    expect(await backend.findFile(FILE)).toEqual({ ok: true, value: "file-1" });
    expect(await backend.findFile(exampleFile(exampleLines(10)))).toEqual({ ok: true, value: undefined });
  });

  it("makes a job that can be found by its fingerprint alone", async () => {
    const made = await backend.create(request("file-1", CONFIG[manner]));
    for (const at of [1, 2, 3]) {
      await backend.create({ ...request("file-1", CONFIG[manner]), fingerprint: `${at}${FINGERPRINT.slice(1)}` });
    }
    expect(made).toMatchObject({
      ok: true,
      value: { id: "job-1", state: "pending", needsStart: false, model: undefined },
    });
    const found = await backend.findJob({ fingerprint: FINGERPRINT, label: "waltz-feedback" });
    expect(found).toMatchObject({ ok: true, value: { id: "job-1" } });
    expect(await backend.findJob({ fingerprint: "cd".repeat(32), label: "waltz-feedback" })).toEqual({
      ok: true,
      value: undefined,
    });
  });

  it("sends what the vendor's documentation asks for", async () => {
    await backend.create(request("file-1", CONFIG[manner]));
    const body = JSON.parse(server.arrived[0].body);
    expect(server.arrived[0].what).toBe("POST /v1/fine_tuning/jobs");
    expect(body).toEqual(
      manner === "openai"
        ? {
            model: "base",
            training_file: "file-1",
            method: { type: "supervised", supervised: { hyperparameters: { n_epochs: 2 } } },
            seed: 5,
            suffix: "waltz-feedback-abababab",
            metadata: { swarm_fingerprint: FINGERPRINT },
          }
        : {
            model: "base",
            job_type: "completion",
            training_files: [{ file_id: "file-1", weight: 1 }],
            hyperparameters: { training_steps: 9, learning_rate: 1e-4 },
            suffix: "waltz-abababababab",
            auto_start: false,
          },
    );
    const { longestSuffix } = TRAINERS.find(manner)!.capabilities;
    expect(body.suffix.length).toBeLessThanOrEqual(longestSuffix);
  });

  it("tells events oldest first, through every page", async () => {
    await backend.create(request("file-1", CONFIG[manner]));
    for (const _ of [1, 2, 3, 4]) await (manner === "mistral" ? backend.start("job-1") : backend.poll("job-1"));
    const events = await backend.events("job-1");
    if (!events.ok) throw new Error(events.failure.message);
    const words = events.value.map(({ message }) => message);
    expect(words[0]).toContain(server.course[0]);
    expect(words.length).toBeGreaterThan(4);
    if (manner === "openai") {
      expect(events.value.at(-1)).toMatchObject({ figures: { step: 7, trainLoss: 0.5, validLoss: 0.7 } });
    }
  });

  const KINDS: readonly (readonly [Trouble, TrainerFailureKind])[] = [
    [{ status: 410, says: "Gone" }, "retired"],
    [{ status: 403, says: "no access" }, "not_eligible"],
    [{ status: 400, says: "Model base is not available for fine-tuning or does not exist." }, "not_eligible"],
    [{ status: 422, says: "Model not available for this type of fine-tuning (completion)." }, "not_eligible"],
    [{ status: 400, says: "training_file: unexpected field" }, "rejected"],
    [{ status: 404 }, "missing"],
    [{ status: 405 }, "missing"],
    [{ status: 409 }, "duplicate"],
    [{ status: 413 }, "too_large"],
    [{ status: 401 }, "auth"],
    [{ status: 429 }, "rate_limited"],
    [{ status: 500 }, "overloaded"],
    [{ status: 503 }, "overloaded"],
    [{ status: 302, headers: { location: "http://127.0.0.1:9/" } }, "redirected"],
    [{ status: 308, headers: { location: "http://127.0.0.1:9/" } }, "redirected"],
    [{ fault: "hang" }, "timeout"],
    [{ fault: "hang in the body" }, "timeout"],
    [{ fault: "reset" }, "connection"],
    [{ fault: "half a body" }, "bad_reply"],
    [{ fault: "another shape" }, "bad_reply"],
  ];
  it.each(KINDS)("gives %j back as a value: %s", async (trouble, kind) => {
    server.meet(/./, trouble, 9);
    // Only a reply that never comes needs patience to run out.
    if (kind === "timeout") backend = await backendOf(manner, 0.3);
    const results = [
      await backend.create(request("file-1", CONFIG[manner])),
      await backend.poll("job-1"),
      await backend.findFile(FILE),
    ];
    expect(results.map((result) => (result.ok ? "ok" : result.failure.kind))).toEqual([kind, kind, kind]);
    const [{ failure }] = results as { failure: { message: string } }[];
    expect(failure.message).toMatch(new RegExp(`^${manner} at 127\\.0\\.0\\.1:\\d+: `));
    if ("says" in trouble) expect(failure.message).toContain(trouble.says);
    // One request each: repeating is decided elsewhere, and a redirection is not followed.
    expect(server.arrived).toHaveLength(3);
  });

  it("takes the time to wait from the reply, as seconds or as a date", async () => {
    const date = "Mon, 01 Jan 2029 00:00:00 GMT";
    server.meet(/./, { status: 429, headers: { "retry-after": "7" } });
    server.meet(/./, { status: 503, headers: { date, "retry-after": "Mon, 01 Jan 2029 00:00:09 GMT" } });
    expect(await backend.poll("job-1")).toMatchObject({ failure: { kind: "rate_limited", retryAfter: 7 } });
    expect(await backend.poll("job-1")).toMatchObject({ failure: { kind: "overloaded", retryAfter: 9 } });
  });

  it("sends the key to its host, and nothing that was not meant for it", async () => {
    process.env.OPENAI_CUSTOM_HEADERS = "X-Secret: planted-header";
    process.env.OPENAI_ORG_ID = "planted-org";
    try {
      await (await backendOf(manner)).poll("job-1");
    } finally {
      delete process.env.OPENAI_CUSTOM_HEADERS;
      delete process.env.OPENAI_ORG_ID;
    }
    const [{ headers }] = server.arrived;
    expect(headers.authorization).toBe(`Bearer ${KEY}`);
    expect(JSON.stringify(headers)).not.toContain("planted-header");
    expect(JSON.stringify(headers)).not.toContain("planted-org");
    expect(Object.keys(headers).filter((name) => name.startsWith("x-"))).toEqual([]);
  });

  it("takes a key that a reply repeats out of what it gives back", async () => {
    server.meet(/./, { status: 401, says: `Incorrect API key provided: ${KEY}` });
    const refused = await backend.poll("job-1");
    expect(JSON.stringify(refused)).toContain("[OWN_API_KEY redacted]");
    expect(JSON.stringify(refused)).not.toContain(KEY);
  });
});

describe("addresses and keys", () => {
  beforeEach(async () => {
    server = await FinetuneServer.start("openai");
  });
  const create = (address: object, env: Record<string, string>) =>
    TRAINERS.find("openai")!.create({ timeout: 1, ...address }, { env });

  it("does not send the vendor's usual key to another host", async () => {
    const backend = await create({ baseUrl: server.baseUrl }, { OPENAI_API_KEY: KEY });
    await backend.poll("job-1");
    expect(server.arrived).toHaveLength(1);
    expect(JSON.stringify(server.arrived)).not.toContain("sk-");
    expect(server.arrived[0].headers.authorization).toBeUndefined();
  });

  it("needs the vendor's key at the vendor's own address", async () => {
    await expect(create({}, {})).rejects.toThrow("openai needs a key: set the environment variable OPENAI_API_KEY");
  });

  it("refuses to send a key in the clear", async () => {
    const away = create({ baseUrl: "http://tuning.example/v1", apiKeyEnv: "OWN_API_KEY" }, { OWN_API_KEY: KEY });
    await expect(away).rejects.toThrow("a key is sent over https only");
  });

  it.each(["ftp://x/v1", "https://user:word@x/v1", "https://x/v1?a=b", "nonsense"])(
    "refuses the address %s",
    async (baseUrl) => {
      await expect(create({ baseUrl }, {})).rejects.toThrow("--base-url must be an http(s) address");
    },
  );

  it("refuses a variable that is not named like one of a key", async () => {
    await expect(create({ baseUrl: server.baseUrl, apiKeyEnv: "HOME" }, { HOME: "x" })).rejects.toThrow("_API_KEY");
  });
});

describe("states", () => {
  // The table of the vendors' documentation, normalised.
  const STATES = {
    openai: {
      validating_files: "pending",
      queued: "pending",
      running: "running",
      succeeded: "succeeded",
      failed: "failed",
      cancelled: "cancelled",
      paused: "unknown",
    },
    mistral: {
      QUEUED: "pending",
      STARTED: "pending",
      VALIDATING: "pending",
      VALIDATED: "pending",
      RUNNING: "running",
      CANCELLATION_REQUESTED: "running",
      SUCCESS: "succeeded",
      FAILED: "failed",
      FAILED_VALIDATION: "failed",
      CANCELLED: "cancelled",
      ARCHIVED: "unknown",
    },
  } as const;
  const rows = Object.entries(STATES).flatMap(([manner, states]) =>
    Object.entries(states).map(([said, state]) => [manner as Manner, said, state] as const),
  );
  it.each(rows)("of %s: %s is %s", async (manner, said, state) => {
    server = await FinetuneServer.start(manner);
    server.course = [said];
    const made = await (await backendOf(manner)).create(request("file-1", CONFIG[manner]));
    expect(made).toMatchObject({ ok: true, value: { said, state, needsStart: said === "VALIDATED" } });
  });
});
