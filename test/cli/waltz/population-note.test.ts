import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Comparison } from "../../../src/analysis/compare/comparison.js";
import { swarmHere } from "../../support/in-process.js";
import { ROOT } from "../../support/readme.js";
import { temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();
const METRICS = "unsafe_rate,attack_success_rate,overrefusal_rate,net_social_welfare";
const PAIRS = join(ROOT, "scenarios/pairs");

/** A folder with a small comparison of the pair before and after training. */
let made: string;
let comparison: Comparison;
beforeAll(async () => {
  made = realpathSync(mkdtempSync(join(tmpdir(), "swarm-note-")));
  const set = [`models.pair.pair=${PAIRS}/house_untrained`, "simulation.n_epochs=4", "simulation.steps_per_epoch=6"];
  const arm = ["--arm", `trained: models.pair.pair=${PAIRS}/house_trained`];
  const args = ["--seeds", "3", "--threads", "1", "--name", "a", "--metrics", METRICS, "--out", "o", "--quiet"];
  const scenario = join(ROOT, "scenarios/waltz_pair_untrained.yaml");
  const all = ["compare", scenario, ...set.flatMap((one) => ["--set", one]), ...arm, ...args];
  expect(await swarmHere(all, { cwd: made })).toMatchObject({ code: 0, stderr: "" });
  comparison = JSON.parse(readFileSync(join(made, "o/a_comparison.json"), "utf8"));
}, 120_000);
afterAll(() => rmSync(made, { recursive: true, force: true }));

const options = (name: string) => [
  ...["population", "other-judge", "parts"].flatMap((option) => [`--${option}`, `o/${name}_comparison.json`]),
  ...["--pair", join(PAIRS, "house_trained"), "--out", "note.md"],
];

describe("swarm waltz population-note", () => {
  it("shows the figures of the comparisons, as often as it is written, and counts folds by their intervals", async () => {
    const home = made;
    const fold = "o/a_comparison.json";
    const write = () => swarmHere(["waltz", "population-note", fold, fold, ...options("a")], { cwd: home });
    expect(await write()).toMatchObject({ code: 0, stdout: "wrote note.md\n", stderr: "" });
    const text = readFileSync(join(home, "note.md"), "utf8");
    await write();
    expect(readFileSync(join(home, "note.md"), "utf8")).toBe(text);
    expect(text).toContain(comparison.verdict);
    for (const { metric, arms, differences, direction } of comparison.metrics) {
      const row = text.split("\n").find((line) => line.startsWith(`| ${metric} (${direction})`))!;
      const shown = row
        .split("|")
        .slice(2, 5)
        .map((cell) => Number.parseFloat(cell.replaceAll("*", "")));
      const [before, after] = arms.map(({ mean }) => (mean.defined ? mean.value : Number.NaN));
      const difference = differences[0]!.estimate;
      for (const [at, value] of [before!, after!, difference.defined ? difference.value : Number.NaN].entries()) {
        expect(Math.abs(shown[at]! - value), metric).toBeLessThanOrEqual(Math.abs(value) < 10 ? 0.0005 : 0.05);
      }
      if (!text.includes(`- ${metric}: `)) continue;
      const { interval } = differences[0]!;
      const clear = interval.defined && (interval.value.low > 0 || interval.value.high < 0);
      expect(text).toContain(`- ${metric}: better in ${clear ? 2 : 0} of 2 folds, worse in 0`);
    }
    const { weights_sha256 } = JSON.parse(readFileSync(join(PAIRS, "house_trained/feedback.json"), "utf8"));
    expect(text).toContain(`weights ${weights_sha256.slice(0, 12)}`);
    expect(text).not.toContain("-0.000");
  }, 60_000);

  it("names every file that is missing, none, or measures something else, and writes nothing", async () => {
    const home = temporary();
    const metrics = comparison.metrics.filter(({ metric }) => metric === "attack_success_rate");
    mkdirSync(join(home, "o"));
    writeFileSync(join(home, "o/b_comparison.json"), JSON.stringify({ ...comparison, metrics }));
    writeFileSync(join(home, "none.json"), "{}");
    const args = ["--population", "o/b_comparison.json", "--other-judge", "none.json", "--parts", "gone.json"];
    const { code, stderr } = await swarmHere(["waltz", "population-note", ...args, "--out", "note.md"], { cwd: home });
    expect(code).toBe(2);
    expect(stderr).toContain("the comparison does not measure toxicity_rate, unsafe_rate, overrefusal_rate");
    expect(stderr).toContain("none.json: this is not a comparison");
    expect(stderr).toContain("gone.json: no such file");
    expect(stderr).toContain("scenarios/pairs/house_trained: there is no trained agent here");
    expect(() => readFileSync(join(home, "note.md"))).toThrow("ENOENT");
  }, 60_000);
});
