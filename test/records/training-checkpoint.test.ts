import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { readCheckpoint, writeCheckpoint } from "../../src/records/training-checkpoint.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const CHECKPOINT = { facts: { step: 3, note: "é", nested: [1, null] }, arrays: { a: Float64Array.of(1, -0, 5e-324) } };
const bits = (values: Float64Array) => [...new BigUint64Array(values.slice().buffer)];

describe("a checkpoint", () => {
  test.prop([fc.dictionary(fc.string(), fc.array(fc.double(), { maxLength: 5 })), fc.json()])(
    "reads back as it was, every double to the bit",
    (lists, facts) => {
      const path = join(temporary(), "c.json");
      const arrays = Object.fromEntries(
        Object.entries(lists).map(([name, values]) => [name, Float64Array.from(values)]),
      );
      const written = { facts: JSON.parse(facts), arrays };
      writeCheckpoint(path, written);
      const read = readCheckpoint(path)!;
      expect(read.facts).toEqual(written.facts);
      expect(Object.keys(read.arrays).sort()).toEqual(Object.keys(arrays).sort());
      for (const [name, array] of Object.entries(arrays)) expect(bits(read.arrays[name]!)).toEqual(bits(array));
    },
  );

  it("is not there where there is none", () => {
    expect(readCheckpoint(join(temporary(), "none.json"))).toBeUndefined();
  });

  it("takes the place of an earlier one, and leaves nothing else", () => {
    const folder = temporary();
    const path = join(folder, "deep/c.json");
    writeCheckpoint(path, CHECKPOINT);
    writeCheckpoint(path, { ...CHECKPOINT, facts: { step: 4 } });
    expect(readCheckpoint(path)!.facts).toEqual({ step: 4 });
    expect(filesBelow(folder)).toEqual(["deep/c.json"]);
  });

  it("is the same bytes for the same state", () => {
    const [first, second] = [join(temporary(), "c.json"), join(temporary(), "c.json")];
    writeCheckpoint(first, CHECKPOINT);
    writeCheckpoint(second, { arrays: CHECKPOINT.arrays, facts: CHECKPOINT.facts });
    expect(readFileSync(second)).toEqual(readFileSync(first));
  });

  it("with any character changed is refused, or reads as the same", () => {
    const path = join(temporary(), "c.json");
    writeCheckpoint(path, CHECKPOINT);
    const text = readFileSync(path, "utf8");
    let refused = 0;
    for (let at = 0; at < text.length; at += 1) {
      writeFileSync(path, `${text.slice(0, at)}${text[at] === "5" ? "6" : "5"}${text.slice(at + 1)}`);
      try {
        // White space at the end, and nothing else, may stand for anything.
        expect(readCheckpoint(path)).toEqual(CHECKPOINT);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(text.length - 3);
  });

  it.each([
    ["cut", '{"format": "swarm-tr', "this is no checkpoint: it is not JSON"],
    ["a list", "[]", "this is no checkpoint of a training in the format swarm-training-checkpoint/1"],
    ["nothing", "null", "this is no checkpoint of a training in the format swarm-training-checkpoint/1"],
    [
      "of another format",
      '{"format":"x"}',
      "this is no checkpoint of a training in the format swarm-training-checkpoint/1",
    ],
    [
      "without a hash",
      '{"format":"swarm-training-checkpoint/1","facts":1,"arrays":{}}',
      "the checkpoint is damaged: it does not have the hash that it states",
    ],
  ])("that is %s is refused with its reason", (_, text, message) => {
    const path = join(temporary(), "c.json");
    writeFileSync(path, text);
    expect(() => readCheckpoint(path)).toThrow(`${path}: ${message}`);
  });

  it("that cannot be written leaves the earlier one, and says so", () => {
    const folder = temporary();
    mkdirSync(join(folder, "c.json"));
    expect(() => writeCheckpoint(join(folder, "c.json"), CHECKPOINT)).toThrow(
      /c\.json: the file cannot be written \(E/,
    );
    expect(filesBelow(folder)).toEqual([]);
    expect(() => readCheckpoint(join(folder, "c.json"))).toThrow("the file cannot be read (EISDIR)");
  });
});
