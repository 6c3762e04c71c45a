import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { LoggedEvent } from "../../src/model/event.js";
import { EventLog } from "../../src/records/event-log.js";
import { parseScenario } from "../../src/scenario/load.js";
import { simulate } from "../../src/scenario/simulate.js";

/** Writes the events and gives back the text, with the sizes of the writes that it took. */
function written(events: readonly LoggedEvent[]): { text: string; writes: readonly number[] } {
  const chunks: Buffer[] = [];
  const log = new EventLog({ write: (data) => void chunks.push(Buffer.from(data as Uint8Array)) });
  for (const event of events) log.sink(event);
  log.flush();
  return { text: Buffer.concat(chunks).toString("utf8"), writes: chunks.map(({ length }) => length) };
}

const post = (seq: number, content: string): LoggedEvent => {
  return { seq, epoch: 0, step: 0, kind: "post_created", post_id: seq, author_id: "honest_1", content };
};

describe("the event log", () => {
  it("writes a line per event, keys in the order of the envelope and then of the producer", () => {
    const { text } = written([
      { seq: 7, epoch: 2, step: 3, kind: "action_failed", agent_id: "a", action: "vote", reason: "no" },
    ]);
    expect(text).toBe(
      '{"seq":7,"epoch":2,"step":3,"kind":"action_failed","agent_id":"a","action":"vote","reason":"no"}\n',
    );
  });

  test.prop([fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })))])(
    "gives every text back as it was, line breaks and lone surrogates included",
    (contents) => {
      const events = contents.map((content, seq) => post(seq, content));
      const lines = written(events).text.split("\n");
      expect(lines.pop()).toBe("");
      expect(lines.map((line) => JSON.parse(line))).toEqual(events);
    },
  );

  it("gathers events into writes of at most 256 KiB, and loses none at the seams", () => {
    const events = Array.from({ length: 5000 }, (_, seq) => post(seq, "ü".repeat(seq % 300)));
    const { text, writes } = written(events);
    expect(
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).seq),
    ).toEqual(events.map(({ seq }) => seq));
    expect(Math.max(...writes)).toBeLessThanOrEqual(256 * 1024);
    expect(writes.length).toBeLessThan(20);
  });

  it("writes an event that is larger than the buffer after those before it", () => {
    const events = [post(0, "before"), post(1, "x".repeat(400_000)), post(2, "after")];
    const { text } = written(events);
    expect(
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(events);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("refuses %d, which JSON would turn into null", (p) => {
    const event = { seq: 4, epoch: 1, step: 2, kind: "lever_reported", lever: "security", figures: { p } } as const;
    expect(() => written([event])).toThrow(`event 4 (lever_reported, epoch 1, step 2) holds ${p}`);
  });

  it("keeps a null that a producer means, and a text that says null", () => {
    const events: LoggedEvent[] = [
      { seq: 0, epoch: 0, step: 0, kind: "epoch_completed", metrics: { toxicity_rate: null } },
      post(1, "null and void"),
    ];
    expect(
      written(events)
        .text.trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(events);
  });

  it("begins every line of a run with seq, epoch, step and kind, numbered without a gap", async () => {
    const text = "agents: [{ type: honest, count: 3 }, { type: adversarial }]\nsimulation: { seed: 3, n_epochs: 3 }";
    const events: LoggedEvent[] = [];
    const lines: string[] = [];
    const log = new EventLog({
      write: (data) =>
        void lines.push(
          ...Buffer.from(data as Uint8Array)
            .toString()
            .trimEnd()
            .split("\n"),
        ),
    });
    await simulate(parseScenario(text, "run.yaml"), { sinks: [log.sink, (event) => void events.push({ ...event })] });
    log.flush();
    expect(lines.length).toBeGreaterThan(50);
    lines.forEach((line, seq) => {
      expect(line).toMatch(new RegExp(`^\\{"seq":${seq},"epoch":\\d+,"step":\\d+,"kind":"[a-z_]+",`));
    });
    expect(lines.map((line) => JSON.parse(line))).toEqual(events);
  });
});
