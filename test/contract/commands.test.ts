import { describe, expect, it } from "vitest";
import { commands } from "../../src/cli/registry.js";
import { swarm } from "../support/cli.js";

describe.each([...commands].map((entry) => [entry.name, entry] as const))("swarm %s", (name, entry) => {
  it("says in a line what it does, and explains itself", async () => {
    expect(entry.summary.length).toBeGreaterThan(10);
    const { code, stdout } = await swarm([name, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: swarm ${name}`);
  });

  it("refuses an option that it does not have, with exit code 2 and no stack", async () => {
    const { code, stdout, stderr } = await swarm([name, "--no-such-option"]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("--no-such-option");
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
