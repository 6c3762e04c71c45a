import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { InputError, StoppedError } from "../../src/base/errors.js";
import { Registry } from "../../src/base/registry.js";
import { runCommandLine } from "../../src/cli/command-line.js";
import type { CommandEntry } from "../../src/cli/registry.js";
import { defineCommand } from "../../src/contract/command.js";

/** Runs a program of two commands, of which `work` does `action`, and gathers what it says. */
async function run(args: readonly string[], action: () => void = () => {}) {
  const loaded: string[] = [];
  const said = { out: "", err: "" };
  const entry = (name: string, registered = name): CommandEntry => ({
    name,
    summary: `Does ${name}`,
    load: async () => {
      loaded.push(name);
      return defineCommand({
        name,
        register: (program) => {
          program.command(registered).option("--speed <n>").argument("[thing]").action(action);
        },
      });
    },
  });
  const commands = new Registry("command", [entry("work"), entry("rest"), entry("liar", "other")], ({ name }) => name);
  const code = await runCommandLine(args, commands, {
    version: "1.2.3",
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  });
  return { code, loaded, ...said };
}

describe("asking for a command", () => {
  it("loads the file of that command and of no other", async () => {
    let done = 0;
    const { code, loaded } = await run(["work", "x"], () => {
      done += 1;
    });
    expect({ code, loaded, done }).toEqual({ code: 0, loaded: ["work"], done: 1 });
  });

  it.each([[[]], [["--help"]], [["-h"]], [["help"]]])("lists all commands and loads none for %j", async (args) => {
    const { code, loaded, out, err } = await run(args);
    expect({ code, loaded, err }).toEqual({ code: 0, loaded: [], err: "" });
    expect(out).toMatch(/work .*Does work\n.*rest .*Does rest\n/);
  });

  it.each([[["work", "--help"]], [["help", "work"]]])("shows the options of the command for %j", async (args) => {
    const { code, loaded, out } = await run(args);
    expect({ code, loaded }).toEqual({ code: 0, loaded: ["work"] });
    expect(out).toContain("--speed <n>");
  });

  it("prints the version", async () => {
    expect(await run(["--version"])).toMatchObject({ code: 0, loaded: [], out: "1.2.3\n" });
  });
});

describe("wrong input", () => {
  it("ends with 2 and names the command that was probably meant", async () => {
    const { code, err } = await run(["wrok"]);
    expect(code).toBe(2);
    expect(err).toBe('unknown command "wrok" (did you mean "work"?); there are: work, rest, liar\n');
  });

  it("treats help for an unknown command the same", async () => {
    expect(await run(["help", "wrok"])).toMatchObject({ code: 2, err: expect.stringContaining('did you mean "work"') });
  });

  it.each([
    [["work", "--sped", "1"], "--speed"],
    [["work", "--speed"], "argument missing"],
    [["work", "a", "b"], "too many arguments"],
    [["--colour"], "unknown option"],
  ])("ends with 2 for the usage error %j", async (args, said) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  it("prints every fault of an InputError, each with its place, and no stack", async () => {
    const { code, err } = await run(["work"], () => {
      throw new InputError([
        { message: "bad key", place: { file: "a.yaml", line: 3, column: 5 } },
        { message: "bad value", place: { file: "a.yaml" } },
        { message: "bad luck" },
      ]);
    });
    expect({ code, err }).toEqual({ code: 2, err: "a.yaml:3:5: bad key\na.yaml: bad value\nbad luck\n" });
  });
});

describe("what a message quotes", () => {
  const HOSTILE = "it says \u001b[2J\u009b31m\u0007\rgone";
  const TAME = "it says \\x1b[2J\\x9b31m\\x07\\x0dgone";

  it.each([
    [
      "wrong input",
      new InputError([{ message: HOSTILE, place: { file: "a\u001b.yaml" } }]),
      `a\\x1b.yaml: ${TAME}\n`,
      2,
    ],
    ["a stop on purpose, which may have several lines", new StoppedError(`${HOSTILE}\n  more`), `${TAME}\n  more\n`, 1],
  ])("cannot steer the terminal: %s", async (_, error, said, ends) => {
    const { code, err } = await run(["work"], () => {
      throw error;
    });
    expect({ code, err }).toEqual({ code: ends, err: said });
  });
});

describe("a bug", () => {
  it("ends with 1, the stack with its cause, and the command that repeats it", async () => {
    const { code, err } = await run(["work", "my file.csv"], () => {
      throw new Error("outer", { cause: new RangeError("inner") });
    });
    expect(code).toBe(1);
    expect(err).toContain("Error: outer\n    at ");
    expect(err).toContain("RangeError: inner");
    expect(err.trimEnd().split("\n").at(-1)).toBe("To repeat it: swarm work 'my file.csv'");
  });

  it("quotes the arguments so that a shell reads the same ones", async () => {
    const nasty = ["it's", 'say "x"', "$HOME", "`id`", "a\\b", "", "--speed=1", "*", "line\nend", "ü"];
    const { err } = await run(["liar", ...nasty]);
    const [, command = ""] = err.split("To repeat it: swarm ");
    const read = execFileSync("sh", ["-c", `printf '%s\\0' ${command}`], { encoding: "utf8" });
    expect(read.split("\0").slice(0, -1)).toEqual(["liar", ...nasty]);
  });

  it("tells of a value thrown that is no error", async () => {
    const { code, err } = await run(["work"], () => {
      throw "just text";
    });
    expect(code).toBe(1);
    expect(err).toContain("just text");
  });

  it("is a command that registers under another name than its entry", async () => {
    const { code, err } = await run(["liar"]);
    expect(code).toBe(1);
    expect(err).toContain('the command "liar" registers under another name');
  });
});
