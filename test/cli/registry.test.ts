import { describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/cli/command-line.js";
import { commands } from "../../src/cli/registry.js";

async function run(args: readonly string[]) {
  const said = { out: "", err: "" };
  const code = await runCommandLine(args, commands, {
    version: "0",
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  });
  return { code, ...said };
}

describe.each([...commands].map((entry) => [entry.name, entry] as const))("the command %s", (name, entry) => {
  it("is defined under the name it is listed with", async () => {
    expect((await entry.load()).name).toBe(name);
  });

  it("is listed with a summary that fits on a line", async () => {
    const { out } = await run([]);
    expect(entry.summary.length).toBeLessThan(60);
    expect(out).toContain(entry.summary);
  });

  it("describes itself for --help and ends with 0", async () => {
    const { code, out } = await run([name, "--help"]);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: swarm ${name}`);
  });

  it("answers an option that it does not know with 2", async () => {
    const { code, err } = await run([name, "--no-such-option"]);
    expect(code).toBe(2);
    expect(err).toContain("unknown option '--no-such-option'");
  });
});
