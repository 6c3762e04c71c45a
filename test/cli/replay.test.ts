import { createHash } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fingerprint } from "../../src/records/canonical-json.js";
import { checkOutputs } from "../../src/records/check-outputs.js";
import { manifestBeside } from "../../src/records/find-manifest.js";
import type { Manifest } from "../../src/records/manifest.js";
import { recordRun } from "../../src/records/record-run.js";
import { replayRun } from "../../src/records/replay-run.js";
import { type PathOptions, runPaths } from "../../src/records/run-paths.js";
import { type LoadOptions, loadScenario } from "../../src/scenario/load.js";
import { swarmHere } from "../support/in-process.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

const TEXT = `
scenario_id: pond
agents:
  - { type: honest, count: 3 }
  - { type: opportunistic, count: 2 }
governance: { audit_enabled: true, audit_probability: 0.5 }
simulation: { n_epochs: 3, steps_per_epoch: 8 }
`;

interface Recorded {
  readonly folder: string;
  /** Text of a file of the run. */
  read(name: string): string;
  write(name: string, text: string): void;
  /** Gives the manifest other contents. */
  edit(change: (manifest: Manifest) => void): void;
  /** `swarm replay ARGS` in the folder of the run. */
  replay(...args: readonly string[]): ReturnType<typeof swarmHere>;
}

/** A run of the pond in a folder of its own, made by this command line. */
async function recorded(
  options: LoadOptions = {},
  paths: PathOptions = {},
  command: readonly string[] = ["swarm", "run", "pond.yaml"],
): Promise<Recorded> {
  const folder = temporary();
  const before = process.cwd();
  process.chdir(folder);
  try {
    writeFileSync("pond.yaml", TEXT);
    const scenario = loadScenario("pond.yaml", { seed: 5, ...options });
    const [checked] = checkOutputs([{ file: "pond.yaml", paths: runPaths(scenario.spec, { out: ".", ...paths }) }]);
    await recordRun(scenario, checked!, { command });
  } finally {
    process.chdir(before);
  }
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  return {
    folder,
    read,
    write,
    edit(change) {
      const manifest: Manifest = JSON.parse(read("pond_manifest.json"));
      change(manifest);
      write("pond_manifest.json", JSON.stringify(manifest));
    },
    replay: (...args) => swarmHere(["replay", ...args], { cwd: folder }),
  };
}

const LOG = "pond_events.jsonl";
const MANIFEST = "pond_manifest.json";
const TABLES = ["pond_metrics.csv", "pond_agents.csv"];

const linesOf = (text: string) => text.trimEnd().split("\n");
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("replaying a run", () => {
  it("proves its files identical, with what they hold and their hashes", async () => {
    const { replay, read } = await recorded();
    const { code, stdout, stderr } = await replay(LOG);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [head, ...rest] = stdout.trimEnd().split("\n");
    expect(head).toBe("identical: pond, seed 5, native semantics, held against the run made again");
    expect(stdout).toContain(`${linesOf(read(LOG)).length} events, `);
    expect(stdout).toContain("3 rows, ");
    expect(stdout).toContain("5 rows, ");
    for (const file of [LOG, ...TABLES]) expect(stdout).toContain(`sha256 ${sha256(read(file))}`);
    expect(rest).toHaveLength(9);
  });

  it("follows the semantics that the run had", async () => {
    const { replay, edit } = await recorded({ compat: "swarm-1.9" });
    const { code, stdout } = await replay(LOG);
    expect({ code, head: stdout.split("\n")[0] }).toEqual({
      code: 0,
      head: "identical: pond, seed 5, swarm-1.9 semantics, held against the run made again",
    });
    edit((manifest) => {
      manifest.semantics.name = "native";
    });
    expect((await replay(LOG)).code).toBe(1);
  });

  it("finds a run that was moved, also when the place that its manifest names holds another one", async () => {
    const { replay, folder, read, write } = await recorded();
    mkdirSync(join(folder, "moved"));
    for (const file of [LOG, MANIFEST, ...TABLES]) cpSync(join(folder, file), join(folder, "moved", file));
    for (const file of [LOG, ...TABLES]) write(file, "");
    const { code, stdout } = await replay(join("moved", LOG));
    expect(code).toBe(0);
    expect(stdout).toContain(`moved/${TABLES[0]}`);
    expect(read(TABLES[0]!)).toBe("");
  });

  it("says of a log that is not there, rather than of its manifest, what is the matter", async () => {
    const { replay } = await recorded();
    const { code, stderr } = await replay("nosuch.jsonl");
    expect(code).toBe(2);
    expect(stderr).toBe("nosuch.jsonl: no such file, and no manifest of its run lies beside it\n");
  });

  it("finds the manifest that names a log of another name, and takes the one it is given", async () => {
    const { replay, folder } = await recorded({}, { events: "elsewhere/log.jsonl" });
    const lost = await replay("elsewhere/log.jsonl");
    expect(lost).toMatchObject({ code: 2, stdout: "" });
    expect(lost.stderr).toBe("elsewhere/log.jsonl: no manifest of its run lies beside it: name it with --manifest\n");
    expect((await replay("elsewhere/log.jsonl", "--manifest", MANIFEST)).code).toBe(0);
    renameSync(join(folder, MANIFEST), join(folder, "elsewhere", MANIFEST));
    expect((await replay("elsewhere/log.jsonl")).code).toBe(0);
    cpSync(join(folder, "elsewhere", MANIFEST), join(folder, "elsewhere/puddle_manifest.json"));
    expect((await replay("elsewhere/log.jsonl")).stderr).toContain(
      "its manifest could be any of pond_manifest.json, puddle_manifest.json: name one with --manifest",
    );
  });

  it("compares the tables alone where the run wrote no log, and says how to", async () => {
    const { replay } = await recorded({}, { events: "none" });
    const none = await replay(LOG);
    expect(none.code).toBe(2);
    expect(none.stderr).toBe(
      "pond_events.jsonl: no such file; the run wrote no event log: give its manifest instead, pond_manifest.json\n",
    );
    const { code, stdout } = await replay(MANIFEST);
    expect(code).toBe(0);
    expect(stdout).not.toContain("event log ");
    expect(stdout).toContain("The run wrote no event log: its tables alone are compared.");
  });

  it("does without a metrics table that was not written", async () => {
    const { replay } = await recorded({}, { metrics: "none" });
    const { code, stdout } = await replay(LOG);
    expect(code).toBe(0);
    expect(stdout).toContain("The run wrote no metrics table.");
    expect(stdout).not.toContain("metrics table  identical");
  });

  it("takes the parameters of the run, not today's file, and says when that has changed", async () => {
    const { replay, write, folder } = await recorded();
    write("pond.yaml", TEXT.replace("audit_probability: 0.5", "audit_probability: 0.25, audit_threshold_p: 0.7"));
    const changed = await replay(LOG);
    expect(changed.code).toBe(0);
    expect(changed.stdout.replaceAll("\n", " ")).toContain(
      "The scenario file pond.yaml has changed since the run: governance.audit_probability was 0.5 and is 0.25, and 1 more; the manifest was replayed.",
    );
    rmSync(join(folder, "pond.yaml"));
    const gone = await replay(LOG);
    expect(gone.code).toBe(0);
    expect(gone.stdout).toContain(
      "The scenario file pond.yaml cannot be read as it was (cannot be read: no such file)",
    );
  });

  it("does not take options of the run for changes of the file", async () => {
    const set = ["payoff.h=3", "agents.0.count=4"];
    const command = ["swarm", "run", "pond.yaml", "--set", set[0]!, `--set=${set[1]}`, "--epochs", "2", "--steps=6"];
    const { replay } = await recorded({ set, epochs: 2, steps: 6 }, {}, command);
    const { code, stdout } = await replay(LOG);
    expect(code).toBe(0);
    expect(stdout).not.toContain("scenario file");
  });

  it("says when another version of the tool made the run", async () => {
    const { replay, edit } = await recorded();
    edit(({ tool }) => {
      tool.version = "0.0.1";
    });
    const { code, stdout } = await replay(LOG);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nThe run was made by swarm-lab 0\.0\.1; this is swarm-lab \d+\.\d+\.\d+\.\n$/);
  });

  it("gives keys that an earlier version did not record their defaults, and says so", async () => {
    const { replay, edit } = await recorded();
    edit(({ scenario }) => {
      const { governance } = scenario.parameters as { governance: Record<string, unknown> };
      delete governance.audit_threshold_p;
      scenario.parameters_sha256 = fingerprint(scenario.parameters);
    });
    const { code, stdout } = await replay(LOG);
    expect(code).toBe(0);
    expect(stdout).toContain("Keys that the manifest lacks took the defaults of this version.");
  });

  it("prints the outcome as JSON", async () => {
    const { replay, read } = await recorded();
    const report = JSON.parse((await replay(LOG, "--json")).stdout);
    expect(report).toMatchObject({ identical: true, scenario: "pond", seed: 5, semantics: "native", notes: [] });
    expect(
      report.files.map(({ role, outcome, sha256: hash }: Record<string, string>) => [role, outcome, hash]),
    ).toEqual([
      ["events", "identical", sha256(read(LOG))],
      ["metrics", "identical", sha256(read(TABLES[0]!))],
      ["agents", "identical", sha256(read(TABLES[1]!))],
    ]);
  });
});

describe("a log that is not what the run gives", () => {
  it("is shown at the first event that differs, both versions, with the field", async () => {
    const { replay, read, write } = await recorded();
    const lines = linesOf(read(LOG));
    const at = lines.findIndex((line, i) => i > 40 && line.includes('"kind":"interaction_completed"'));
    const event = JSON.parse(lines[at]!);
    const changed = lines[at]!.replace(/"p":0\.(\d)/, (_, digit) => `"p":0.${(Number(digit) + 1) % 10}`);
    write(LOG, `${lines.with(at, changed).join("\n")}\n`);
    const { code, stdout } = await replay(LOG);
    expect(code).toBe(1);
    expect(stdout).toContain("different: pond, seed 5");
    expect(stdout).toContain(
      `${LOG}:${at + 1}: event ${at} (interaction_completed, epoch ${event.epoch}, step ${event.step}) differs first in p: ${JSON.parse(changed).p} in the file, ${event.p} expected\n  file: ${changed}\n  run:  ${lines[at]}\n`,
    );
    expect(stdout).toMatch(/metrics table {2}not compared/);
  });

  it("is found whichever single byte is changed", async () => {
    const { replay, read, folder } = await recorded();
    const bytes = Buffer.from(read(LOG));
    for (let i = 0; i < 12; i += 1) {
      const at = Math.floor(((i + 0.5) / 12) * bytes.length);
      const damaged = Buffer.from(bytes);
      damaged[at] = damaged[at]! ^ 1;
      writeFileSync(join(folder, LOG), damaged);
      const report = JSON.parse((await replay(LOG, "--json")).stdout);
      const line = bytes.subarray(0, at).toString().split("\n").length;
      expect([report.files[0].outcome, report.files[0].difference.line]).toEqual(["different", line]);
    }
  });

  it("is shown where a line in the middle is missing, or cut", async () => {
    const { replay, read, write } = await recorded();
    const lines = linesOf(read(LOG));
    write(LOG, `${lines.toSpliced(30, 1).join("\n")}\n`);
    const missing = await replay(LOG);
    expect(missing.code).toBe(1);
    expect(missing.stdout).toContain(`${LOG}:31: event 30 (`);
    expect(missing.stdout).toContain("differs first in seq: 31 in the file, 30 expected");
    write(LOG, `${lines.with(30, lines[30]!.slice(0, 25)).join("\n")}\n`);
    const cut = await replay(LOG);
    expect(cut.code).toBe(1);
    expect(cut.stdout).toContain(
      `) is no event in the file\n  file: ${lines[30]!.slice(0, 25)}\n  run:  ${lines[30]}\n`,
    );
  });

  it("is told apart from one that is merely written otherwise", async () => {
    const { replay, read, write } = await recorded();
    const lines = linesOf(read(LOG));
    write(LOG, `${lines.with(7, lines[7]!.replace('"seq":7', '"seq": 7')).join("\n")}\n`);
    const { code, stdout } = await replay(LOG);
    expect(code).toBe(1);
    expect(stdout).toContain("has the same values in another writing");
  });

  it("is shown where it goes on behind the end; the tables are compared all the same", async () => {
    const { replay, read, folder } = await recorded();
    const { length } = linesOf(read(LOG));
    appendFileSync(join(folder, LOG), '{"seq":0}\n');
    const { code, stdout } = await replay(LOG);
    expect(code).toBe(1);
    expect(stdout).toContain(`${LOG}:${length + 1}: behind the end the file goes on\n  file: {"seq":0}\n`);
    expect(stdout).toContain("metrics table  identical");
  });

  it("ends the run soon after, and compares no tables", async () => {
    // The log is held against the run in pieces of 256 KiB; this one has more than two of them.
    const { read, write, folder } = await recorded({ epochs: 80 });
    expect(read(LOG).length).toBeGreaterThan(2 * 256 * 1024);
    write(LOG, read(LOG).replace('"seq":0', '"seq":9'));
    let steps = 0;
    const watcher = () => {
      steps += 1;
    };
    const { files } = await replayRun(manifestBeside(join(folder, LOG)), { watcher });
    expect(files.map(({ comparison }) => comparison?.kind)).toEqual(["different", undefined, undefined]);
    expect(steps).toBeLessThan((80 * 8) / 2);
  });

  it("is refused where it is cut at the end, with how far it goes", async () => {
    const { replay, read, write, folder } = await recorded();
    const whole = read(LOG);
    const { length } = linesOf(whole);
    write(LOG, `${linesOf(whole).slice(0, -1).join("\n")}\n`);
    expect(await replay(LOG)).toEqual({
      code: 2,
      stdout: "",
      stderr: `${LOG}:${length - 1}: the log ends after event ${length - 2}, the run has ${length} events\n`,
    });
    truncateSync(join(folder, LOG), 10_000);
    const lines = linesOf(whole.slice(0, 10_000)).length;
    expect((await replay(LOG)).stderr).toContain(
      `:${lines}: the log ends in the middle of event ${lines - 1}, the run has ${length} events`,
    );
    write(LOG, "");
    expect((await replay(LOG)).stderr).toContain("the log ends before event 0, the run has ");
  });
});

describe("tables that are not what the run gives", () => {
  it("are shown at the first row and column that differ", async () => {
    const { replay, read, write } = await recorded();
    const rows = linesOf(read(TABLES[1]!));
    write(TABLES[1]!, `${rows.with(2, rows[2]!.replace(",honest,", ",saintly,")).join("\n")}\n`);
    const { code, stdout } = await replay(LOG);
    expect(code).toBe(1);
    expect(stdout).toContain(
      `${TABLES[1]}:3: row 2 differs first in agent_type: saintly in the file, honest expected\n`,
    );
    expect(stdout).toContain("event log      identical");
  });

  it("are refused where they are cut or missing", async () => {
    const { replay, read, write, folder } = await recorded();
    const whole = read(TABLES[0]!);
    write(TABLES[0]!, whole.slice(0, -3));
    expect(await replay(LOG)).toMatchObject({ code: 2, stdout: "" });
    expect((await replay(LOG)).stderr).toContain("the table ends in the middle of line 4, that of the run has 4 lines");
    write(TABLES[0]!, whole);
    rmSync(join(folder, TABLES[1]!));
    expect((await replay(LOG)).stderr).toContain(`${TABLES[1]}: no such file\n`);
  });
});

describe("a manifest that cannot be trusted", () => {
  it("is shown where it states another hash than the file has that the run gives", async () => {
    const { replay, edit } = await recorded();
    edit(({ files }) => {
      files[0]!.sha256 = "0".repeat(64);
    });
    const { code, stdout } = await replay(LOG);
    expect(code).toBe(1);
    expect(stdout).toMatch(/\n +but the manifest states\s+0{64}\n/);
  });

  it.each([
    ["is missing", undefined, `${LOG}: no manifest of its run lies beside it: name it with --manifest`],
    ["is no JSON", () => "{", `${MANIFEST}: this is no manifest of a run: `],
    [
      "is of another kind",
      () => "{}",
      `${MANIFEST}: this is no manifest of a run: it must have required property 'tool'`,
    ],
    [
      "has other parameters than its hash says",
      (text: string) => text.replace('"audit_probability":0.5', '"audit_probability":0.6'),
      `${MANIFEST}: it was changed after the run: its parameters do not have the hash that it states`,
    ],
    [
      "has two seeds",
      (text: string) => text.replace(/,"seed":5,"semantics"/, ',"seed":6,"semantics"'),
      `${MANIFEST}: it names the seed 6, and 5 among its parameters`,
    ],
    [
      "names unknown semantics",
      (text: string) => text.replace('"semantics":{"name":"native"', '"semantics":{"name":"swarm-2.0"'),
      `${MANIFEST}: unknown semantics "swarm-2.0"; there are: native, swarm-1.9`,
    ],
  ])("is refused when it %s", async (_, change, message) => {
    const { replay, read, write, edit, folder } = await recorded();
    edit(() => undefined);
    if (change === undefined) rmSync(join(folder, MANIFEST));
    else write(MANIFEST, change(read(MANIFEST)));
    const { code, stdout, stderr } = await replay(LOG);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  it("is refused with every key that this version does not know", async () => {
    const { replay, edit } = await recorded();
    edit(({ scenario }) => {
      const { governance, agents } = scenario.parameters as { governance: Record<string, unknown>; agents: unknown[] };
      governance.teleport_enabled = true;
      agents.push({ type: "ghost", count: 1, config: {} });
      scenario.parameters_sha256 = fingerprint(scenario.parameters);
    });
    const { code, stderr } = await replay(LOG);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'its parameters cannot be run by this version: unknown key "teleport_enabled" in governance',
    );
    expect(stderr).toContain("ghost");
  });
});

describe("replaying from the log alone", () => {
  it("works out the metrics table without running anything", async () => {
    const { replay, read, edit } = await recorded({ compat: "swarm-1.9" });
    // Parameters that nobody could run do not matter here.
    edit(({ scenario }) => {
      scenario.parameters.agents = [];
      scenario.parameters_sha256 = fingerprint(scenario.parameters);
    });
    const { code, stdout } = await replay(LOG, "--from-log");
    expect(code).toBe(0);
    expect(stdout).toBe(
      `identical: pond, seed 5, swarm-1.9 semantics, held against the event log\n  metrics table  identical  ${TABLES[0]}\n                            3 rows, ${(Buffer.byteLength(read(TABLES[0]!)) / 1000).toFixed(1)} kB\n                            sha256 ${sha256(read(TABLES[0]!))}\n`,
    );
  });

  it("shows what does not follow from the log", async () => {
    const { replay, read, write } = await recorded();
    write(LOG, read(LOG).replace('"accepted":true', '"accepted":false'));
    const { code, stdout } = await replay(LOG, "--from-log");
    expect(code).toBe(1);
    expect(stdout).toContain(`${TABLES[0]}:2: row 1 differs first in accepted_interactions: `);
  });

  it("refuses a log that is cut, and a run without a log or a table", async () => {
    const { replay, read, write } = await recorded();
    write(LOG, `${linesOf(read(LOG)).slice(0, -1).join("\n")}\n`);
    expect((await replay(LOG, "--from-log")).stderr).toContain("the log does not reach the end of the run");
    const silent = await recorded({}, { events: "none", metrics: "none" });
    const { code, stderr } = await silent.replay(MANIFEST, "--from-log");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `${MANIFEST}: the run wrote no event log and no metrics table, so there is nothing to compare\n`,
    });
  });
});
