import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { validitySection } from "../../src/cli/run-validity.js";
import { type Manifest, ManifestSchema } from "../../src/records/manifest.js";
import { swarmHere } from "../support/in-process.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const root = process.cwd();
const macpo = join(root, "scenarios/macpo_weak_to_strong.yaml");

const checks = ({ validity }: Manifest) => validity?.map(({ severity, check }) => `${severity} ${check}`);

const EXPECTED = [
  "warning idle_lever",
  "warning idle_lever",
  "warning idle_agents",
  "warning trivial_criteria",
  "note inert_keys",
];

describe("what swarm run finds about the validity of a run", () => {
  it("is on screen, in the manifest and in --json", async () => {
    const cwd = temporary();
    const shown = await swarmHere(["run", macpo, "--out", "."], { cwd });
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain("\nValidity\n  warning  vote_normalization is switched on and cannot act: ");
    expect(shown.stdout).toContain("\n  warning  circuit_breaker is configured and never acted.\n           -> ");
    const onDisk: Manifest = JSON.parse(readFileSync(join(cwd, "macpo_weak_to_strong_manifest.json"), "utf8"));
    const printed: Manifest = JSON.parse((await swarmHere(["run", macpo, "--out", ".", "--json"], { cwd })).stdout);
    expect(checks(onDisk)).toEqual(EXPECTED);
    expect(checks(printed)).toEqual(EXPECTED);
    const validate = new Ajv().compile(ManifestSchema);
    validate(onDisk);
    expect(validate.errors).toBeNull();
  });

  it("stands between the criteria and the warnings, and says so when it is nothing", async () => {
    const file = join(root, "test/fixtures/clean-open.yaml");
    const { stdout } = await swarmHere(["run", file, "--out", "."], { cwd: temporary() });
    expect(stdout).toMatch(/Success criteria\n(?: {2}.*\n)+\nValidity\n {2}nothing found\n\nWarnings\n/);
  });

  it("does not change the exit code: findings are no faults of the run", async () => {
    const { code } = await swarmHere(["run", macpo, "--out", ".", "--check", "--quiet"], { cwd: temporary() });
    expect(code).toBe(0);
  });
});

describe("the section on validity", () => {
  const finding = (severity: "note" | "warning" | "serious", message: string) => {
    return { check: "c", severity, message, evidence: {}, advice: `mind ${severity}` };
  };

  it("has each finding with what to do; of notes that is left to the manifest", () => {
    expect(validitySection([finding("serious", "bad"), finding("warning", "odd"), finding("note", "small")])).toBe(
      "Validity\n  serious  bad.\n           -> mind serious\n  warning  odd.\n           -> mind warning\n  note     small.",
    );
  });

  it("wraps within 100 columns and shows control characters instead of obeying them", () => {
    const text = validitySection([finding("warning", `say \x1b[2J ${"again and ".repeat(30)}`)]);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
    expect(text).toContain("say \\x1b[2J");
  });
});
