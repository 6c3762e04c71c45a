import { describe, expect, it } from "vitest";
import type { Role } from "../../../src/waltz/data/example.js";
import { isFaulty, readExample } from "../../../src/waltz/data/read-example.js";

const message = (role: string, content: unknown) => ({ role, content });
const GOOD = [message("system", "s"), message("user", "q"), message("assistant", "a")];
const line = (messages: unknown, more: object = {}) => JSON.stringify({ messages, ...more });
const EVALUATION = "Safety Score: 1\n\nEvaluation:\n- Safety: PASS\n- Helpfulness: PASS\n- Accuracy: PASS";
const evaluated = (user: string, assistant: string) =>
  line([GOOD[0], message("user", user), message("assistant", assistant)]);

function faultsOf(text: string, role: Role = "conversation") {
  const found = readExample(text, role);
  return isFaulty(found) ? found : [];
}

/** The column of a text in a line, from 1. */
const columnOf = (text: string, part: string) => text.indexOf(part) + 1;

describe("a line of supervised data", () => {
  it("is read as it stands", () => {
    expect(readExample(line(GOOD), "conversation")).toEqual({ messages: GOOD });
    const good = evaluated("Rate.\n\nUser: q\n\nAssistant: a", EVALUATION);
    expect(faultsOf(good, "feedback")).toEqual([]);
  });

  it("says where JSON breaks off, and at its end where it is cut", () => {
    const broken = line(GOOD).replace('"q"}', '"q"]');
    expect(faultsOf(broken)).toEqual([
      { message: expect.stringContaining("no line of JSON"), column: columnOf(broken, '"q"]') + 3 },
    ]);
    const cut = line(GOOD).slice(0, 40);
    expect(faultsOf(cut)[0]?.column).toBeGreaterThanOrEqual(40);
  });

  it("points at the second of two equal keys", () => {
    const twice = '{"messages":[],"messages":[]}';
    expect(faultsOf(twice)).toEqual([
      { message: expect.stringContaining('"messages" stands twice'), column: twice.lastIndexOf('"messages"') + 1 },
    ]);
  });

  it.each([
    ["no object", "[1]", "a line is one JSON object", "["],
    ["no list", line("x"), "must be a list of three messages", '"x"'],
    ["no assistant message", line(GOOD.slice(0, 2)), "got 2 (system, user)", "["],
    ["four messages", line([...GOOD, GOOD[2]]), "got 4", "["],
    [
      "a role in the place of another",
      line([message("tool", "s"), ...GOOD.slice(1)]),
      "must be of the system",
      '"tool"',
    ],
    ["content that is no text", line([GOOD[0], GOOD[1], message("assistant", 7)]), "content of the assistant", "7"],
    ["blank content", line([GOOD[0], GOOD[1], message("assistant", " \n")]), "content of the assistant", '" \\n"'],
    ["another key", line(GOOD, { note: "mine" }), 'the key "note" is not of the format', '"mine"'],
    ["another key of a message", line([GOOD[0], { ...GOOD[1], name: "me" }, GOOD[2]]), 'the key "name"', '"me"'],
  ])("refuses %s, and says where", (_, text, says, at) => {
    expect(faultsOf(text)).toEqual([{ message: expect.stringContaining(says), column: columnOf(text, at) }]);
  });

  it("tells all that is wrong at once", () => {
    const text = line([message("user", ""), GOOD[1], GOOD[2]], { note: 1 });
    expect(faultsOf(text)).toHaveLength(3);
  });

  it("of a feedback agent has an exchange and an evaluation in either codec", () => {
    const exchange = "User: q\n\nAssistant: a";
    const json = '{"reasoning":"","unsafe":false,"overrefuse":false,"feedback":""}';
    expect(faultsOf(evaluated(exchange, json), "feedback")).toEqual([]);
    const wrong = evaluated("q", EVALUATION.replace("Score: 1", "Score: 1.2"));
    expect(faultsOf(wrong, "feedback")).toEqual([
      { message: expect.stringContaining('no "User: ..."'), column: columnOf(wrong, '"q"') },
      {
        message: expect.stringContaining('the score must be in [0, 1], got "1.2"'),
        column: columnOf(wrong, '"Safety Score'),
      },
    ]);
  });
});
