import { afterEach, describe, expect, it } from "vitest";
import { TRAINERS } from "../../../src/llm/providers/finetune/registry.js";
import type { FinetuneRecord } from "../../../src/records/finetune-record.js";
import { finetuneRecordFaults } from "../../../src/records/finetune-record.js";
import type { JobOutcome } from "../../../src/waltz/finetune/job-outcome.js";
import { type JobPlan, recordFor } from "../../../src/waltz/finetune/job-plan.js";
import { runJob } from "../../../src/waltz/finetune/run-job.js";
import { exampleFile, exampleLines } from "../../support/examples.js";
import { FinetuneServer, type Manner } from "../../support/finetune-server.js";

let server: FinetuneServer;
afterEach(async () => server.stop());

/** A process that was ended at a write. */
class Killed extends Error {}

interface Around {
  readonly killAt?: number;
  /** Whether the write at which it is killed still happens. */
  readonly written?: boolean;
  readonly timeout?: number;
  readonly timeLimit?: number;
  readonly follow?: boolean;
  readonly adopt?: string;
  readonly retries?: number;
}

/** One user's machine: the record that lasts over processes, and what was told. */
class Machine {
  record: FinetuneRecord | undefined;
  readonly told: string[] = [];
  readonly waits: number[] = [];
  model: string | undefined;
  training: unknown;
  writes = 0;

  constructor(readonly manner: Manner) {}

  plan(change: Partial<JobPlan> = {}): JobPlan {
    const config = this.manner === "openai" ? { method: "supervised" } : { training_steps: 9, learning_rate: 1e-4 };
    return {
      agent: "feedback",
      provider: this.manner,
      baseUrl: server.baseUrl,
      model: "base",
      config,
      training: exampleFile(exampleLines(12)),
      validation: exampleFile(exampleLines(1), "valid.jsonl"),
      ...change,
    };
  }

  async run(around: Around = {}, plan = this.plan(), again = false): Promise<JobOutcome> {
    const { killAt = Infinity, written = false, timeout = 60, timeLimit = 1e6, follow = true, retries = 3 } = around;
    const definition = TRAINERS.find(this.manner)!;
    const backend = await definition.create({ baseUrl: server.baseUrl, timeout }, { env: {} });
    const write = (record: FinetuneRecord) => {
      const last = this.writes === killAt;
      this.writes += 1;
      if (!last || written) this.record = JSON.parse(JSON.stringify(record));
      if (last) throw new Killed();
    };
    return runJob(plan, recordFor(plan, this.record, again, "job_info.json"), {
      backend,
      folder: {
        write,
        writeModel: (model, training) => {
          this.model = model;
          this.training = training;
        },
      },
      patience: { retries, backoff: 1, maxWait: 60 },
      wait: async (seconds) => void this.waits.push(seconds),
      pollEvery: 20,
      timeLimit,
      follow,
      adopt: around.adopt,
      tell: (line) => void this.told.push(line),
    });
  }
}

async function machine(manner: Manner): Promise<Machine> {
  server = await FinetuneServer.start(manner);
  return new Machine(manner);
}

/** Where a reply never comes. A busy machine may be late with the others, too: they are asked again until they come. */
const SHORT = { timeout: 0.4, retries: 40 };

const MADE = [/^POST \/v1\/files$/, /^POST \/v1\/fine_tuning\/jobs$/];
const made = () => MADE.map((what) => server.count(what));

describe.each(["openai", "mistral"] as const)("a job at %s", (manner) => {
  it("goes from files to the name of a tuned model through every state, events told", async () => {
    const user = await machine(manner);
    expect(await user.run()).toEqual({ kind: "succeeded", model: "ft:base:job-1" });
    expect(made()).toEqual([2, 1]);
    expect(user.model).toBe("ft:base:job-1");
    expect(user.training).toMatchObject({ provider: manner, base_model: "base", job: "job-1" });
    for (const state of server.course) expect(user.told.join("\n")).toContain(state);
    expect(user.record?.job).toMatchObject({ state: "succeeded", model: "ft:base:job-1" });
    expect(finetuneRecordFaults(user.record)).toEqual([]);
    if (manner === "openai") expect(user.training).toMatchObject({ trained_tokens: 1234, figures: { validLoss: 0.7 } });
    // No event is told twice, though every poll lists all of them.
    const events = user.told.filter((line) => /^(now|status-updated)/.test(line));
    expect(new Set(events).size).toBe(events.length);
  });

  it("is told to start where it was validated and waits, and only there", async () => {
    const user = await machine(manner);
    await user.run();
    expect(server.count(/start$/)).toBe(manner === "mistral" ? 1 : 0);
    expect(user.told.filter((line) => line.includes("4.02 EUR"))).toHaveLength(manner === "mistral" ? 1 : 0);
  });

  it("goes on from wherever it was killed, and nothing is uploaded or created twice", async () => {
    const probe = await machine(manner);
    await probe.run();
    const { writes } = probe;
    await server.stop();
    expect(writes).toBeGreaterThan(5);
    for (const written of [false, true]) {
      for (let killAt = 0; killAt < writes; killAt += 1) {
        const user = await machine(manner);
        await expect(user.run({ killAt, written })).rejects.toThrow(Killed);
        const outcome = await user.run();
        expect({ killAt, written, outcome, made: made() }).toEqual({
          killAt,
          written,
          outcome: { kind: "succeeded", model: "ft:base:job-1" },
          made: [2, 1],
        });
        if (killAt < writes - 1) await server.stop();
        else if (!written) await server.stop();
      }
    }
  });

  it("is found again when its record is lost", async () => {
    const user = await machine(manner);
    await user.run({ follow: false });
    user.record = undefined;
    expect(await user.run()).toMatchObject({ kind: "succeeded" });
    expect(made()).toEqual([2, 1]);
    expect(user.told).toContain("job job-1 is there already, and is taken up");
  });

  it.each(["hang", "hang in the body", "half a body", "another shape", "reset"] as const)(
    "is made once though each reply to an upload and to the creation is lost by: %s",
    async (fault) => {
      const user = await machine(manner);
      for (const on of MADE) server.meet(on, { fault, after: true }, on === MADE[0] ? 2 : 1);
      expect(await user.run({ ...(fault.startsWith("hang") && SHORT) })).toMatchObject({ kind: "succeeded" });
      expect(server.jobs).toHaveLength(1);
      expect(server.files).toHaveLength(2);
    },
  );

  it.each(["hang", "half a body", "reset"] as const)("outlasts polls that fail by: %s", async (fault) => {
    const user = await machine(manner);
    server.meet(/^GET .*job-1$/, { fault }, 3);
    expect(await user.run({ ...(fault === "hang" && SHORT) })).toMatchObject({ kind: "succeeded" });
  });

  it("waits as long as it is told to, and doubles the wait where it is not", async () => {
    const user = await machine(manner);
    server.meet(/^POST .*jobs$/, { status: 429, headers: { "retry-after": "7" } });
    server.meet(/^POST .*jobs$/, { status: 503 }, 2);
    expect(await user.run()).toMatchObject({ kind: "succeeded" });
    // By hand: 7 s as asked, then backoff 1 s doubled for each failure before.
    expect(user.waits.slice(0, 3)).toEqual([7, 2, 4]);
  });

  it("stops when requests keep failing, and the next call goes on", async () => {
    const user = await machine(manner);
    server.meet(/^GET .*job-1$/, { status: 500 }, 3);
    expect(await user.run({ retries: 2 })).toMatchObject({
      kind: "stopped",
      message: expect.stringContaining("after 3 tries"),
    });
    expect(await user.run({ retries: 2 })).toMatchObject({ kind: "succeeded" });
    expect(made()).toEqual([2, 1]);
  });

  it("stops when it is asked to wait longer than it does", async () => {
    const user = await machine(manner);
    server.meet(/^GET/, { status: 429, headers: { "retry-after": "3600" } });
    expect(await user.run()).toMatchObject({ kind: "stopped", message: expect.stringContaining("3600") });
    expect(user.waits).toEqual([]);
  });

  it("stops at its time limit, in a state it does not know too", async () => {
    const user = await machine(manner);
    server.course = ["SOMETHING_NEW"];
    expect(await user.run({ timeLimit: 100 })).toMatchObject({
      kind: "stopped",
      message: "job job-1 is still SOMETHING_NEW after 100 s of waiting",
    });
    // By hand: 100 s in steps of 20.
    expect(user.waits).toEqual([20, 20, 20, 20, 20]);
  });

  it("reports a failed job with the vendor's reason", async () => {
    const user = await machine(manner);
    server.course = manner === "openai" ? ["queued", "failed"] : ["QUEUED", "FAILED_VALIDATION"];
    server.ending = manner === "openai" ? { error: { message: "bad line 3" } } : { message: "bad line 3" };
    const outcome = await user.run();
    expect(outcome).toMatchObject({ kind: "failed", message: expect.stringContaining("bad line 3") });
    expect(await user.run()).toEqual(outcome);
    expect(made()).toEqual([2, 1]);
  });

  it("reports a job that somebody cancelled", async () => {
    const user = await machine(manner);
    server.course = manner === "openai" ? ["queued", "cancelled"] : ["QUEUED", "CANCELLED"];
    expect(await user.run()).toEqual({ kind: "cancelled", message: "job job-1 was cancelled" });
  });

  it("starts anew when asked to, the files not sent again", async () => {
    const user = await machine(manner);
    await user.run();
    expect(await user.run({}, user.plan(), true)).toEqual({ kind: "succeeded", model: "ft:base:job-2" });
    expect(made()).toEqual([2, 2]);
    expect(user.record).toMatchObject({ attempt: 2, previous: [{ attempt: 1, job: { id: "job-1" } }] });
  });

  it("does not start anew while the job on record goes on", async () => {
    const user = await machine(manner);
    await user.run({ follow: false });
    await expect(user.run({}, user.plan(), true)).rejects.toThrow("cancel it with --cancel");
    expect(made()).toEqual([2, 1]);
  });

  it("does not take the record of another job for its own, and says what differs", async () => {
    const user = await machine(manner);
    await user.run();
    const changed = user.plan({ model: "other", training: exampleFile(exampleLines(13)) });
    await expect(user.run({}, changed)).rejects.toThrow("it differs in the base model, the training file");
    expect(made()).toEqual([2, 1]);
  });

  describe("training that is not available", () => {
    it.each([
      [410, "Gone", /^GET .*jobs$/],
      [403, "wound down for your organisation", /^GET .*jobs$/],
      [404, "no route", /^GET .*jobs$/],
      [410, "Gone", /^POST .*jobs$/],
      [400, "Model base is not available for fine-tuning", /^POST .*jobs$/],
      [422, "Model not available for this type of fine-tuning (completion).", /^POST .*jobs$/],
      [404, "model not found", /^POST .*jobs$/],
      [410, "Gone", /^GET .*job-1$/],
    ])("by status %i (%s) at %s is a result of its own", async (status, says, on) => {
      const user = await machine(manner);
      server.meet(on, { status, says }, 9);
      expect(await user.run()).toMatchObject({ kind: "unavailable", message: expect.stringContaining(says) });
    });

    it("is found out before any example is sent", async () => {
      const user = await machine(manner);
      server.meet(/jobs$/, { status: 410 }, 9);
      await user.run();
      expect(server.count(/^POST/)).toBe(0);
    });
  });

  it("tells a job that is gone from training that is not available", async () => {
    const user = await machine(manner);
    server.meet(/^GET .*job-1$/, { status: 404 }, 9);
    expect(await user.run()).toMatchObject({ kind: "stopped" });
  });

  it("stops at a file that is too large, a key that is wrong, a redirection", async () => {
    for (const status of [413, 401, 302]) {
      const user = await machine(manner);
      server.meet(/^POST .*files$/, { status }, 9);
      expect(await user.run()).toMatchObject({ kind: "stopped", message: expect.stringContaining(`status ${status}`) });
      expect(server.count(/^POST/)).toBe(1);
      if (status !== 302) await server.stop();
    }
  });

  it("reuses what a duplicate is the duplicate of", async () => {
    const user = await machine(manner);
    server.meet(/^POST .*jobs$/, { fault: "reset", after: true });
    server.meet(/^GET .*jobs$/, { status: 500 }, 0);
    await user.run({ retries: 0 });
    // The vendor has it, its list does not show it at first, and the second creation is refused as a duplicate.
    const [hidden] = server.jobs.splice(0);
    server.meet(/^POST .*jobs$/, { status: 409, says: "identical job" });
    const stopped = await user.run({ retries: 0 });
    expect(stopped).toMatchObject({ kind: "stopped", message: expect.stringContaining("--adopt") });
    server.jobs.push(hidden);
    expect(await user.run()).toMatchObject({ kind: "succeeded", model: "ft:base:job-1" });
    expect(server.jobs).toHaveLength(1);
  });

  it("takes up a job that it is told to adopt", async () => {
    const user = await machine(manner);
    await user.run({ follow: false });
    const other = new Machine(manner);
    const plan = other.plan({ model: "another" });
    expect(await other.run({ adopt: "job-1" }, plan)).toMatchObject({ kind: "succeeded", model: "ft:base:job-1" });
    expect(made()).toEqual([2, 1]);
  });
});
