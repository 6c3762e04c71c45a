import { describe, expect, it } from "vitest";
import { type FinishedRun, plannedRuns, studyRuns } from "../../src/batch/study-runs.js";
import { threadsFor } from "../../src/batch/study-threads.js";
import { GRID, tinyStudy } from "../support/studies.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const SOURCE = new URL("../support/source-worker.mjs", import.meta.url).href;
const FAILING = new URL("../support/failing-worker.mjs", import.meta.url).href;

async function all(runs: AsyncIterable<FinishedRun>): Promise<FinishedRun[]> {
  const found: FinishedRun[] = [];
  for await (const run of runs) found.push(run);
  return found;
}

const bare = (runs: readonly FinishedRun[]) =>
  runs.map(({ run, seed, figures, error }) => ({ run, seed, figures, error }));

describe("the plan of a study", () => {
  it("goes through all seeds of a point before the next, and can begin anywhere", () => {
    const study = tinyStudy(temporary(), GRID);
    const plan = [...plannedRuns(study)].map(({ run, point, position, seed }) => [run, point.index, position, seed]);
    expect(plan.slice(0, 3)).toEqual([
      [0, 0, 0, 1],
      [1, 0, 1, 2],
      [2, 1, 0, 1],
    ]);
    expect(plan).toHaveLength(12);
    for (const from of [0, 1, 5, 11, 12]) {
      expect([...plannedRuns(study, from)].map(({ run }) => run)).toEqual(plan.slice(from).map(([run]) => run));
    }
  });
});

describe("the runs of a study", () => {
  it("are the same whatever the number of threads and wherever they begin", async () => {
    const study = tinyStudy(temporary(), GRID);
    const one = bare(await all(studyRuns(study, 0, { threads: 1 })));
    expect(one.map(({ run }) => run)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(one.every(({ figures }) => figures?.length === study.metrics.length)).toBe(true);
    expect(bare(await all(studyRuns(study, 0, { threads: 2, worker: SOURCE })))).toEqual(one);
    expect(bare(await all(studyRuns(study, 7, { threads: 1 })))).toEqual(one.slice(7));
  });

  it("follow the point's values and the study's estimand", async () => {
    const lines = `${GRID}metrics: [total_interactions, net_social_welfare]\n`;
    const longer = lines.replace("design:", "set: { simulation.n_epochs: 4 }\ndesign:");
    const runs = async (text: string) => bare(await all(studyRuns(tinyStudy(temporary(), text), 0, { threads: 1 })));
    const [pooled, means] = [await runs(longer), await runs(`${longer}estimand: epoch_mean\n`)];
    pooled.forEach(({ figures }, i) => {
      expect(figures?.[0]).toBeCloseTo(4 * (means[i].figures?.[0] ?? 0), 9);
    });
    // the harm of bad outcomes enters welfare: payoff.h is 1 in the first six runs and 2 in the others
    expect(pooled[6].figures?.[1]).toBeLessThan(pooled[0].figures?.[1] ?? 0);
  });

  it("that fail have an error in place of figures, and the others go on", async () => {
    const study = tinyStudy(temporary(), `${GRID.replace("{ count: 2 }", "[1, 1000]")}metrics: [toxicity_rate]`);
    const runs = bare(await all(studyRuns(study, 0, { threads: 2, worker: FAILING })));
    expect(runs.slice(2, 4)).toEqual([
      { run: 2, seed: 1, figures: [0.01], error: undefined },
      { run: 3, seed: 1000, figures: undefined, error: 'seed 1000\n  "broke", it did' },
    ]);
  });

  it("that no scenario can be made for have the reason as their error, without places, in their turn", async () => {
    const lines = `
design: { kind: grid }
vary:
  - { path: agents.0.count, values: [0, 1] }
  - { path: agents.1.count, values: [1, 0] }
seeds: [5, 6]
metrics: [total_interactions]`;
    // the check of the study would refuse it; a point that the check does not reach comes to this
    const runs = bare(await all(studyRuns(tinyStudy(temporary(), lines), 0, { threads: 1 })));
    expect(runs.map(({ error }) => error)).toEqual([
      undefined,
      undefined,
      "no agents: every count is 0",
      "no agents: every count is 0",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    const last = lines.replace("[0, 1]", "[1, 0]").replace("[1, 0] }\nseeds", "[1, 0] }\nseeds");
    const errors = bare(await all(studyRuns(tinyStudy(temporary(), last), 0, { threads: 1 }))).map(
      ({ error }) => error,
    );
    expect(errors.slice(-2)).toEqual(["no agents: every count is 0", "no agents: every count is 0"]);
  });
});

describe("the threads of a study", () => {
  it("are as many as there are cores for runs of some size, and one for tiny ones", () => {
    const long = GRID.replace("design:", "set: { simulation.n_epochs: 100 }\ndesign:");
    expect([1, 4, 64].map((cores) => threadsFor(tinyStudy(temporary(), GRID), cores))).toEqual([1, 1, 1]);
    // 100 epochs of two steps and three agents: 600 turns, enough for 12
    expect([1, 4, 64].map((cores) => threadsFor(tinyStudy(temporary(), long), cores))).toEqual([1, 4, 12]);
  });
});
