import { fc, test } from "@fast-check/vitest";
import type { TSchema } from "@sinclair/typebox";
import { describe, expect, it } from "vitest";
import { EventSchema, type LoggedEvent } from "../../src/model/event.js";
import { writeEventLine } from "../../src/records/event-lines.js";
import { JsonBytes } from "../../src/records/json-bytes.js";
import { parseScenario } from "../../src/scenario/load.js";
import { simulate } from "../../src/scenario/simulate.js";

/** Every text that JSON treats in its own way: escapes, surrogates alone and in pairs, long ones, the usual plain ones. */
const text = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom("", '"', "\\", "\u007f", "\u2028", "\ud800", "\udc00x", "😀", "a\tb\n", "honest_12"),
  fc.integer({ min: 190, max: 600 }).map((length) => "é".repeat(length)),
  fc.integer({ min: 190, max: 3000 }).map((length) => "x".repeat(length)),
);

const real = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.constantFrom(0, -0, 1, -1, 5e-324, 1e21, 1e-7, 2 ** 31, 2 ** 31 - 1, 2 ** 53, 0.1 + 0.2, 123456789, 1e300),
);

/** Values that fit the schema of a field. */
function anyValue(schema: TSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.anyOf !== undefined) return fc.oneof(...(schema.anyOf as TSchema[]).map(anyValue));
  if (schema.type === "string") return text;
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "integer") return fc.oneof(fc.nat(), fc.nat(300), fc.maxSafeNat());
  if (schema.type === "number") return real;
  if (schema.type === "null") return fc.constant(null);
  if (schema.type === "array") return fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 3 });
  return fc.dictionary(text, ofTexts(schema) ? text : (real as fc.Arbitrary<unknown>), { maxKeys: 4 });
}

const ofTexts = (record: TSchema): boolean => record.patternProperties["^(.*)$"].type === "string";

/** Events of one kind, their keys in the order of the schema, the optional ones there or not. */
function eventsOf(schema: TSchema): fc.Arbitrary<LoggedEvent> {
  const required = new Set<string>(schema.required);
  const fields = Object.entries(schema.properties as Record<string, TSchema>).map(([key, field]) => {
    const value = anyValue(field);
    return (required.has(key) ? value : fc.option(value, { nil: undefined })).map((v) => [key, v] as const);
  });
  const stamp = fc.record({ seq: fc.maxSafeNat(), epoch: fc.nat(100_000), step: fc.nat(5000) });
  return fc.tuple(stamp, fc.tuple(...fields)).map(([{ seq, epoch, step }, pairs]) => {
    const given = pairs.filter(([, value]) => value !== undefined);
    return { seq, epoch, step, ...Object.fromEntries(given) } as LoggedEvent;
  });
}

const kinds = EventSchema.anyOf as readonly TSchema[];

/** What the lines of the events come to, through a buffer of that size; undefined for a kind that is left to JSON. */
function lines(events: readonly LoggedEvent[], capacity = 4096): string | undefined {
  const chunks: Buffer[] = [];
  const out = new JsonBytes(capacity, (bytes) => void chunks.push(Buffer.from(bytes)));
  const written = events.map((event) => writeEventLine(event, event, out));
  out.flush();
  if (written.some((one) => one !== written[0])) throw new Error("one kind is written sometimes");
  return written[0] === false ? undefined : Buffer.concat(chunks).toString("utf8");
}

/** The bytes that JSON makes of them, read as the log is read. */
const asJson = (events: readonly LoggedEvent[]): string =>
  Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join("")).toString("utf8");

describe("the lines of events", () => {
  const [written, left] = [true, false].map((own) =>
    kinds.filter((kind) => (lines(fc.sample(eventsOf(kind), { numRuns: 1, seed: 1 })) !== undefined) === own),
  );

  it("are written without JSON.stringify for the kinds that fill a log", () => {
    expect(written.map(({ properties }) => properties.kind.const)).toEqual([
      ...["post_created", "vote_cast", "interaction_proposed", "action_failed", "governance_cost_applied"],
      ...["reputation_updated", "lever_acted", "interaction_completed"],
    ]);
    expect(left.length).toBe(kinds.length - written.length);
  });

  describe.each(written.map((kind) => [kind.properties.kind.const as string, kind] as const))("of %s", (_, kind) => {
    test.prop([fc.array(eventsOf(kind), { minLength: 1, maxLength: 12 })], { numRuns: 150 })(
      "are the bytes of JSON.stringify, whatever the texts and figures, across the seams of the buffer",
      (events) => {
        expect(lines(events)).toBe(asJson(events));
      },
    );
  });

  it("are the bytes of JSON.stringify in a run of every kind of agent that asks no model", async () => {
    const agents = ["honest", "opportunistic", "deceptive", "adversarial", "adaptive_adversary", "ldt"];
    const scenario = parseScenario(
      `agents: [${agents.map((type) => `{ type: ${type}, count: 2 }`).join(", ")}]
simulation: { seed: 5, n_epochs: 4 }
governance: { audit_enabled: true, circuit_breaker_enabled: true, transaction_tax_rate: 0.1 }`,
      "run.yaml",
    );
    const seen = new Set<string>();
    await simulate(scenario, {
      sinks: [
        (event) => {
          const line = lines([event]);
          if (line === undefined) return;
          seen.add(event.kind);
          expect(line).toBe(asJson([event]));
        },
      ],
    });
    expect(seen.size).toBe(written.length);
  });
});
