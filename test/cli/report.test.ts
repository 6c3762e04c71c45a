import { appendFileSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Manifest } from "../../src/records/manifest.js";
import { swarmHere } from "../support/in-process.js";
import { GRID, writeStudy } from "../support/studies.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const SCENARIO = `# Does auditing cut harm?
scenario_id: audited
agents: [{ type: honest, count: 2 }, { type: opportunistic, count: 2 }, { type: adversarial, count: 1 }]
governance: { audit_enabled: true, audit_probability: 0.5, audit_threshold_p: 0.7 }
simulation: { seed: 3, n_epochs: 4, steps_per_epoch: 6 }
success_criteria: { toxicity_threshold: 0.9 }
`;

/** A folder with a finished run of the scenario. */
async function finishedRun(options: readonly string[] = []) {
  const cwd = temporary();
  writeFileSync(join(cwd, "s.yaml"), SCENARIO);
  const made = await swarmHere(["run", "s.yaml", "--out", "logs", ...options], { cwd });
  expect(made).toMatchObject({ code: 0, stderr: "" });
  return {
    cwd,
    logs: (name: string) => join(cwd, "logs", `audited_${name}`),
    report: (...args: readonly string[]) => swarmHere(["report", ...args], { cwd }),
  };
}

const MANIFEST = "logs/audited_manifest.json";

/** The rows of the first table with that caption, tags taken out. */
function tableIn(page: string, caption: string): readonly (readonly string[])[] {
  const from = page.indexOf(`<caption>${caption}`);
  const body = page.slice(from, page.indexOf("</table>", from));
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) => cell),
  );
}

describe("swarm report of a run", () => {
  it("writes a page beside the manifest and prints where", async () => {
    const { cwd, report } = await finishedRun();
    expect(await report(MANIFEST)).toEqual({ code: 0, stdout: "logs/audited_report.html\n", stderr: "" });
    expect(filesBelow(cwd)).toContain("logs/audited_report.html");
  });

  it("tells question, verdict, population, criteria, validity, commands, files and references", async () => {
    const { logs, report } = await finishedRun();
    await report(MANIFEST);
    const page = readFileSync(logs("report.html"), "utf8");
    const manifest: Manifest = JSON.parse(readFileSync(logs("manifest.json"), "utf8"));
    for (const part of [
      "Does auditing cut harm?",
      "toxicity_threshold passes; one run with one seed shows what happened, not what caused it.",
      "5 agents: 2 honest, 2 opportunistic, 1 adversarial",
      "4 epochs of 6 steps",
      "swarm replay logs/audited_events.jsonl",
      "swarm report logs/audited_manifest.json",
      "SWARM, the reference system",
      ...(manifest.validity ?? []).map(({ message }) => message.replaceAll("'", "&#39;")),
      ...manifest.files.map(({ sha256 }) => sha256),
    ]) {
      expect(page).toContain(part);
    }
    expect(page).not.toContain("Alignment Waltz");
  });

  it("counts by epoch what the manifest counts in total", async () => {
    const { logs, report } = await finishedRun();
    await report(MANIFEST);
    const page = readFileSync(logs("report.html"), "utf8");
    const { activity }: Manifest = JSON.parse(readFileSync(logs("manifest.json"), "utf8"));
    const [head = [], ...rows] = tableIn(page, "Times per epoch");
    const totals = head.slice(1).map((name, at) => {
      return [name, rows.reduce((sum, row) => sum + Number(row[at + 1]), 0)];
    });
    expect(rows.length).toBe(4);
    expect(totals.length).toBeGreaterThan(0);
    expect(Object.fromEntries(totals)).toEqual(
      Object.fromEntries(
        activity.map(({ source, action, count }) => [`${source.replaceAll("_", " ")}: ${action}`, count]),
      ),
    );
  });

  it("is the same page and the same pictures, byte for byte, when it is made again", async () => {
    const { cwd, report } = await finishedRun();
    const once = async () => {
      const { stdout } = await report(MANIFEST, "--png", "pictures");
      return stdout
        .trim()
        .split("\n")
        .map((file) => [file, readFileSync(join(cwd, file)).toString("base64")]);
    };
    const first = await once();
    expect(first.map(([file]) => file)).toEqual([
      "logs/audited_report.html",
      "pictures/audited_course.png",
      "pictures/audited_levers.png",
      "pictures/audited_agents.png",
    ]);
    // The eight bytes that every PNG begins with.
    for (const [, content = ""] of first.slice(1)) {
      expect(Buffer.from(content, "base64").subarray(0, 8)).toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]));
    }
    expect(await once()).toEqual(first);
  });

  it("is found by any of its files", async () => {
    const { logs, report } = await finishedRun();
    await report(MANIFEST);
    const page = readFileSync(logs("report.html"), "utf8");
    for (const name of ["metrics.csv", "agents.csv", "events.jsonl"]) {
      await report(`logs/audited_${name}`);
      expect(readFileSync(logs("report.html"), "utf8").replace(`audited_${name}\n</code>`, "")).toContain(
        page.slice(0, page.indexOf("To repeat it")),
      );
    }
  });

  it("is Markdown where that is asked for, with the pictures in it", async () => {
    const { cwd, report } = await finishedRun();
    const { code } = await report(MANIFEST, "--format", "md", "--out", "page/r.md", "--png", "page/pictures");
    expect(code).toBe(0);
    const page = readFileSync(join(cwd, "page/r.md"), "utf8");
    expect(page).toMatch(/^# audited, seed 3\n/);
    const pictures = [...page.matchAll(/\]\(<(.*?)>\)/g)].map(([, path = ""]) => join(cwd, "page", path));
    expect(pictures.map((path) => existsSync(path))).toEqual([true, true, true]);
  });

  it("says that the course of levers is not known without an event log", async () => {
    const { logs, report } = await finishedRun(["--events", "none"]);
    expect((await report(MANIFEST)).code).toBe(0);
    expect(readFileSync(logs("report.html"), "utf8")).toContain("The run wrote no event log");
  });

  it("cites both papers where the scenario is one of the alignment scenarios", async () => {
    const cwd = temporary();
    writeFileSync(join(cwd, "s.yaml"), SCENARIO.replace("audited", "macpo_weak_to_strong"));
    await swarmHere(["run", "s.yaml", "--out", "."], { cwd });
    await swarmHere(["report", "macpo_weak_to_strong_manifest.json"], { cwd });
    const page = readFileSync(join(cwd, "macpo_weak_to_strong_report.html"), "utf8");
    for (const part of ["arXiv:2510.08240", "arXiv:2410.07672", "version 1.9.0"]) expect(page).toContain(part);
  });
});

describe("swarm report of a comparison", () => {
  it("holds the verdict, forest plots, bands, who gained, and the figures of the file", async () => {
    const cwd = temporary();
    writeFileSync(join(cwd, "s.yaml"), SCENARIO);
    const arm = [
      "--arm",
      "none <b>: governance.audit_enabled=false",
      "--threads",
      "1",
      "--seeds",
      "6",
      "--name",
      "c",
      "--out",
      "logs",
    ];
    expect((await swarmHere(["compare", "s.yaml", ...arm], { cwd })).code).toBe(0);
    const made = await swarmHere(["report", "logs/c_comparison.json"], { cwd });
    expect(made).toMatchObject({ code: 0, stdout: "logs/c_report.html\n" });
    const page = readFileSync(join(cwd, "logs/c_report.html"), "utf8");
    const comparison = JSON.parse(readFileSync(join(cwd, "logs/c_comparison.json"), "utf8"));
    for (const id of ["primary", "effects", "course", "agents"]) expect(page).toContain(`<figure id="figure-${id}">`);
    expect(page).toContain("none &lt;b&gt;");
    expect(page).not.toContain("<b>");
    const [head = [], row = []] = tableIn(page, "Differences of the primary metric");
    const cell = (name: string) => row[head.indexOf(name)];
    const [{ estimate, p_holm }] = comparison.metrics[0].differences;
    expect(Number(cell("difference"))).toBe(Number(estimate.value.toPrecision(4)));
    expect(Number(cell("p, Holm"))).toBe(Number(p_holm.toPrecision(2)));
    rmSync(join(cwd, "logs/c_runs.csv"));
    expect(await swarmHere(["report", "logs/c_comparison.json"], { cwd })).toEqual({
      code: 2,
      stdout: "",
      stderr: "logs/c_runs.csv: no such file, though the comparison names it\n",
    });
  });
});

describe("swarm report of a sweep", () => {
  it("holds main effects, the front and the study, and refuses a table that is cut", async () => {
    const cwd = temporary();
    writeStudy(cwd, GRID);
    expect((await swarmHere(["sweep", "study.yaml", "--threads", "1"], { cwd })).code).toBe(0);
    const made = await swarmHere(["report", "logs/s_results.csv"], { cwd });
    expect(made).toMatchObject({ code: 0, stdout: "logs/s_report.html\n" });
    const page = readFileSync(join(cwd, "logs/s_report.html"), "utf8");
    for (const id of ["effects-toxicity-rate", "effects-net-social-welfare", "front"]) {
      expect(page).toContain(`<figure id="figure-${id}">`);
    }
    expect(page).toContain("grid: 6 points x 2 seeds");
    const table = join(cwd, "logs/s_results.csv");
    writeFileSync(table, readFileSync(table, "utf8").slice(0, 400));
    const cut = await swarmHere(["report", "logs/s_analysis.json"], { cwd });
    expect(cut).toMatchObject({ code: 2, stdout: "" });
    expect(cut.stderr).toMatch(/^logs\/s_results\.csv: the table ends after \d+ lines; .*: it is cut\n$/);
  });
});

describe("what no report can be made of", () => {
  it.each([
    ["no such file", "nothing.json", () => {}, "nothing.json: no such file"],
    ["a folder", "logs", () => {}, "logs: this is a folder; a report is made of a run"],
    ["another kind of file", "s.yaml", () => {}, "s.yaml: this is no record of this tool; a report is made of a run"],
    ["an empty file", MANIFEST, (file: string) => writeFileSync(file, ""), `${MANIFEST}: the file is empty`],
    ["a JSON file that is cut", MANIFEST, cut, `${MANIFEST}: the JSON ends in the middle: the file seems to be cut`],
    [
      "JSON of another kind",
      MANIFEST,
      (file: string) => writeFileSync(file, "[]"),
      `${MANIFEST}: this is none of its kind`,
    ],
    [
      "a manifest of nothing",
      MANIFEST,
      (file: string) => writeFileSync(file, '{"manifest_version":1}'),
      `${MANIFEST}: this is no manifest of a run`,
    ],
  ] as const)("%s is told in one line", async (_, given, spoil, message) => {
    const { cwd, report } = await finishedRun();
    spoil(join(cwd, given));
    const { code, stdout, stderr } = await report(given);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.split("\n")[0]).toContain(message);
    expect(filesBelow(cwd).filter((name) => name.includes("report"))).toEqual([]);
  });

  it.each(["metrics.csv", "agents.csv", "events.jsonl"])("a run whose %s is gone, or was changed", async (name) => {
    const { cwd, logs, report } = await finishedRun();
    copyFileSync(logs(name), join(cwd, "kept"));
    appendFileSync(logs(name), "\n");
    const changed = await report(MANIFEST);
    expect(changed).toMatchObject({ code: 2, stdout: "" });
    expect(changed.stderr).toBe(
      `logs/audited_${name}: it was cut or changed since it was written: it does not have the hash that the manifest states\n`,
    );
    rmSync(logs(name));
    const gone = await report(MANIFEST);
    expect(gone).toEqual({
      code: 2,
      stdout: "",
      stderr: `logs/audited_${name}: no such file, though the manifest names it\n`,
    });
  });

  it("a page is not written over a table, nor over a folder", async () => {
    const { cwd, logs, report } = await finishedRun();
    const table = readFileSync(logs("metrics.csv"), "utf8");
    expect(await report(MANIFEST, "--out", "logs/audited_metrics.csv")).toEqual({
      code: 2,
      stdout: "",
      stderr: "logs/audited_metrics.csv: the name of a page ends in .html: choose another --out\n",
    });
    expect(readFileSync(logs("metrics.csv"), "utf8")).toBe(table);
    mkdirSync(join(cwd, "p.html"));
    const { code, stderr } = await report(MANIFEST, "--out", "p.html");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^p\.html: the file cannot be written \(E\w+\)\n$/);
  });
});

function cut(file: string): void {
  writeFileSync(file, readFileSync(file, "utf8").slice(0, 700));
}
