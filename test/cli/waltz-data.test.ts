import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import { parsePrompts } from "../../src/pair/prompt-lines.js";
import { houses } from "../../src/waltz/data/generate/generate.js";
import { swarmHere } from "../support/in-process.js";
import { writeTables } from "../support/labelled-answers.js";
import { ROOT } from "../support/readme.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const read = (folder: string, name: string) => readFileSync(join(folder, name), "utf8");
const linesOf = (folder: string, name: string) => read(folder, name).trimEnd().split("\n");
const data = (cwd: string, ...args: readonly string[]) => swarmHere(["waltz", "data", ...args], { cwd });
const LONG = 60_000;

const XSTEST = join(ROOT, "../shared/data/xstest");

describe("swarm waltz data", { timeout: LONG }, () => {
  it("generates, splits and checks, and gives the same bytes for the same seed", async () => {
    const home = temporary();
    const pipeline = async (name: string, seed: string) => {
      expect(await data(home, "generate", "--generated", "300", "--seed", seed, "--out", `${name}/pool`)).toMatchObject(
        {
          code: 0,
          stderr: "",
        },
      );
      expect(await data(home, "split", `${name}/pool`, "--test", "50", "--out", name)).toMatchObject({
        code: 0,
        stderr: "",
      });
    };
    await pipeline("one", "7");
    await pipeline("again", "7");
    await pipeline("other", "8");
    const names = filesBelow(join(home, "one"));
    expect(names).toEqual([
      "conversation_agent_test.facts.jsonl",
      "conversation_agent_test.jsonl",
      "conversation_agent_training.facts.jsonl",
      "conversation_agent_training.jsonl",
      "feedback_agent_test.facts.jsonl",
      "feedback_agent_test.jsonl",
      "feedback_agent_training.facts.jsonl",
      "feedback_agent_training.jsonl",
      "pool/conversation_agent.facts.jsonl",
      "pool/conversation_agent.jsonl",
      "pool/feedback_agent.facts.jsonl",
      "pool/feedback_agent.jsonl",
      "test_prompts.jsonl",
    ]);
    for (const name of names) {
      expect(read(join(home, "again"), name), name).toBe(read(join(home, "one"), name));
      expect(read(join(home, "other"), name), name).not.toBe(read(join(home, "one"), name));
    }
    expect(linesOf(join(home, "one"), "feedback_agent_test.jsonl")).toHaveLength(50);
    expect(Object.keys(JSON.parse(linesOf(join(home, "one"), "conversation_agent_test.jsonl")[0]!))).toEqual([
      "messages",
    ]);
    const prompts = parsePrompts("test_prompts.jsonl", read(join(home, "one"), "test_prompts.jsonl"));
    expect(prompts.faults).toEqual([]);
    expect(prompts.prompts).toHaveLength(50);
    const checked = await data(home, "check", "one");
    expect(checked).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringContaining("report: one/data_check.json"),
    });
    expect(JSON.parse(read(home, "one/data_check.json"))).toMatchObject({ passed: true, data_check_version: 1 });
  });

  it("checks a file that came from elsewhere: byte order mark, line ends, empty lines, broken JSON in the middle", async () => {
    const home = temporary();
    const line = (question: string) =>
      JSON.stringify({
        messages: [
          { role: "system", content: "You help." },
          { role: "user", content: question },
          { role: "assistant", content: "Gladly: at nine." },
        ],
      });
    const good = [line("When does it open?"), "", line("Cafe\u0301 or cinema?")];
    writeFileSync(join(home, "conversation_agent.jsonl"), `\ufeff${good.join("\r\n")}\r\n`);
    const fine = await data(home, "check", "conversation_agent.jsonl", "--json");
    const report = JSON.parse(fine.stdout);
    expect(report.files[0]).toMatchObject({ examples: 2, empty_lines: 1, byte_order_mark: true, without_facts: 2 });
    expect(report.checks.find(({ check }: { check: string }) => check === "schema").passed).toBe(true);

    const twice = line("Again?").replace('"content":"You help."', '"content":"x","content":"You help."');
    writeFileSync(join(home, "mine.jsonl"), [good[0], '{"messages":[', twice, good[2]].join("\n"));
    const broken = await data(home, "check", "mine.jsonl", "--agent", "conversation");
    expect(broken.code).toBe(3);
    expect(broken.stdout).toContain("mine.jsonl:2:14: this is no line of JSON");
    expect(broken.stdout).toContain(`mine.jsonl:3:${twice.lastIndexOf('"content":"You') + 1}: this is no line of JSON`);
    expect(filesBelow(home)).toEqual(["conversation_agent.jsonl", "mine.jsonl"]);
  });

  it("ends with 2 and writes nothing where something cannot be read or is meant otherwise", async () => {
    const home = temporary();
    writeFileSync(join(home, "x.jsonl"), '{"question":"q"}\n{"question":"q","answer":"a","unsafe":"perhaps"}\n{"q\n');
    writeFileSync(join(home, "binary.jsonl"), Buffer.from([0xff, 0xfe, 0x00]));
    const before = filesBelow(home);
    const told: readonly (readonly [readonly string[], string])[] = [
      [["check", "nothere"], "nothere: no such file or folder"],
      [["check", "."], ".: none of conversation_agent_training.jsonl"],
      [["check", "x.jsonl"], "x.jsonl: the name does not tell whose data this is"],
      [["check", "binary.jsonl", "--agent", "feedback"], "binary.jsonl:1: this line is not UTF-8 text"],
      [["check", "x.jsonl", "--agent", "feedback", "--allow", "EMIAL"], 'called "EMIAL" (did you mean "EMAIL"?)'],
      [["check", "x.jsonl", "--agent", "feedback", "--set", "min_class=1"], 'unknown key "min_class"'],
      [["convert", "x.jsonl"], "x.jsonl:3:4: this is no line of JSON"],
      [["convert", "x.jsonl"], "x.jsonl:1:1: there is no answer"],
      [["convert", "x.jsonl"], 'x.jsonl:2:39: unsafe must be true or false, got "perhaps"'],
      [["generate", "--generated", "0"], "--generated 0 alone would make nothing"],
      [["generate", "--from", "pool"], "--from and --converted need each other"],
      [["generate", "--budget-calls", "3"], "--budget-calls would have no effect"],
      [["generate", "--provider", "scriptd"], 'unknown provider "scriptd" (did you mean "scripted"?)'],
    ];
    for (const [args, says] of told) {
      const { code, stderr, stdout } = await data(home, ...args);
      expect({ code, stderr, stdout }, args.join(" ")).toEqual({
        code: 2,
        stderr: expect.stringContaining(says),
        stdout: "",
      });
    }
    expect(filesBelow(home)).toEqual(before);
  });

  it("never writes over what it reads", async () => {
    const home = temporary();
    await data(home, "generate", "--generated", "40", "--out", "pool");
    const before = read(home, "pool/feedback_agent.jsonl");
    for (const args of [
      ["generate", "--from", "pool", "--converted", "20", "--generated", "20", "--out", "pool"],
      ["convert", "pool", "--out", "pool"],
      ["check", "pool", "--report", "pool/feedback_agent.jsonl"],
    ]) {
      const { code, stderr } = await data(home, ...args);
      expect({ code, stderr }, args.join(" ")).toEqual({ code: 2, stderr: expect.stringContaining("this is read") });
    }
    expect(read(home, "pool/feedback_agent.jsonl")).toBe(before);
  });

  it("converts to rows and back without losing a byte, as JSON and as a table", async () => {
    const home = temporary();
    await data(home, "generate", "--generated", "60", "--out", "pool");
    for (const form of ["jsonl", "csv"]) {
      for (const agent of ["conversation", "feedback"]) {
        const rows = `${agent}.${form}`;
        expect(await data(home, "convert", "pool", "--to", "questions", "--agent", agent, "--out", rows)).toMatchObject(
          {
            code: 0,
            stdout: `${rows}: 60 rows\n`,
          },
        );
        expect(await data(home, "convert", rows, "--agent", agent, "--out", "back")).toMatchObject({
          code: 0,
          stderr: "",
        });
        for (const name of [`${agent}_agent.jsonl`, `${agent}_agent.facts.jsonl`]) {
          expect(read(home, `back/${name}`), rows).toBe(read(home, `pool/${name}`));
        }
      }
    }
  });

  it("imports the two tables of XSTest with people's labels, and carries the attribution along", async () => {
    const home = temporary();
    const { code, stdout } = await data(home, "convert", writeTables(temporary()), "--out", "xs", "--keep-repeats");
    expect(code).toBe(0);
    // By hand from the tables: of eight answers two comply with a safe prompt or refuse an unsafe one in each model.
    expect(stdout).toContain("xs/feedback_agent.jsonl: 8 examples");
    const groups = linesOf(home, "xs/feedback_agent.facts.jsonl").map((line) => JSON.parse(line).group);
    expect(new Set(groups)).toEqual(new Set(["xstest/homonyms/lockers", "xstest/privacy/maps"]));
    expect(read(home, "xs/ATTRIBUTION.md")).toMatch(/Röttger[\s\S]*NAACL 2024[\s\S]*CC-BY 4\.0/);
    await data(home, "generate", "--from", "xs", "--converted", "2", "--generated", "20", "--out", "mix");
    await data(home, "split", "mix", "--out", "mixed");
    expect(read(home, "mixed/ATTRIBUTION.md")).toBe(read(home, "xs/ATTRIBUTION.md"));
  });

  it("imports XSTest itself, where it is at hand", async () => {
    if (!existsSync(XSTEST)) console.warn("XSTest is not at hand: its import is checked on two small tables alone");
    const home = temporary();
    const here = existsSync(XSTEST);
    const source = here ? XSTEST : writeTables(temporary());
    const { code } = await data(home, "convert", source, "--out", "xs", "--keep-repeats");
    expect(code).toBe(0);
    const lines = linesOf(home, "xs/feedback_agent.facts.jsonl").map((line) => JSON.parse(line));
    // 112 groups: the figure that comes with the data.
    expect(new Set(lines.map(({ group }) => group)).size).toBe(here ? 112 : 2);
  });

  it("asks a model for examples, records the calls, replays them to the byte, and keeps them when the budget ends", async () => {
    const home = temporary();
    const asked = [...houses(keyedSource(3))]
      .slice(0, 4)
      .flatMap((house) => [false, true].map((harmful) => ({ house, harmful })));
    const answers = asked.map(({ house, harmful }, at) => {
      const [declines, tells] = [
        `I am sorry, but I cannot tell you that, visitor ${at}.`,
        harmful ? `Here is note ${at}: ${house.context}` : `It is all on sign ${at} by the door.`,
      ];
      const said = { question: `Visitor ${at} would like to know, please?`, advice: `Mind rule number ${at}.` };
      return { ...said, answer: harmful ? declines : tells, flawed: harmful ? tells : declines };
    });
    const script = answers.map((answer) => `${JSON.stringify({ answer })}\n`).join("");
    writeFileSync(join(home, "script.jsonl"), script);
    const asking = [
      "generate",
      "--seed",
      "3",
      "--generated",
      "8",
      "--provider",
      "scripted",
      "--set",
      "file=script.jsonl",
    ];
    const made = await data(home, ...asking, "--out", "live");
    expect(made).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringContaining("calls: 8; answers that were not used: none"),
    });
    const replayed = await data(home, ...asking, "--out", "again", "--replay-calls", "live/generate_calls.jsonl");
    expect(replayed).toMatchObject({ code: 0, stderr: "" });
    for (const name of filesBelow(join(home, "again")))
      expect(read(home, `again/${name}`)).toBe(read(home, `live/${name}`));

    const stopped = await data(home, ...asking, "--out", "short", "--budget-calls", "5");
    expect(stopped.code).toBe(1);
    expect(stopped.stderr).toContain("the command's budget of 5 calls is spent");
    expect(filesBelow(join(home, "short"))).toEqual(["generate_calls.stopped.jsonl"]);
    const saved = ["--replay-calls", "short/generate_calls.stopped.jsonl", "--generated", "4", "--out", "saved"];
    expect(await data(home, ...asking, ...saved)).toMatchObject({ code: 0 });
    expect(linesOf(home, "saved/feedback_agent.jsonl")).toEqual(linesOf(home, "live/feedback_agent.jsonl").slice(0, 4));
  });

  it("splits by the groups of questions where no facts are known, and says when it cannot", async () => {
    const home = temporary();
    const rows = Array.from({ length: 40 }, (_, at) =>
      ["one", "two"].map(
        (answer) => `${JSON.stringify({ question: `What about matter ${at >> 1}?`, answer: `${answer} ${at}` })}\n`,
      ),
    );
    writeFileSync(join(home, "qa.jsonl"), rows.flat().join(""));
    await data(home, "convert", "qa.jsonl", "--out", "pool", "--keep-repeats");
    const split = await data(home, "split", "pool", "--out", "d", "--json");
    expect(JSON.parse(split.stdout)).toMatchObject({ groups: 20, test_groups: 4, left_out: 0 });
    const questions = (side: string) =>
      new Set(linesOf(home, `d/conversation_agent_${side}.jsonl`).map((line) => JSON.parse(line).messages[1].content));
    expect([...questions("test")].filter((question) => questions("training").has(question))).toEqual([]);

    writeFileSync(join(home, "one.jsonl"), rows[0]!.join(""));
    await data(home, "convert", "one.jsonl", "--out", "tiny", "--keep-repeats");
    const refused = await data(home, "split", "tiny", "--out", "e");
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("cannot be split") });
    expect(existsSync(join(home, "e"))).toBe(false);
  });
});
