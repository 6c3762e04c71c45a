import type { Finding } from "../analysis/validity/finding.js";
import { Sentinel } from "../analysis/validity/sentinel.js";
import type { Study } from "../batch/study.js";
import { scenarioAt } from "../batch/study-point.js";
import type { FinishedRun } from "../batch/study-runs.js";

/** Points that are looked at: what is wrong with a study shows in its first ones, and a look takes longer than a tiny run. */
const POINTS = 1000;

/** Shows the runs of a sweep to the validity sentinel, a point of the study as an arm. Runs come point after point. */
export class PointWatch {
  private readonly sentinel = new Sentinel();
  private arm: ReturnType<Sentinel["arm"]> | undefined;
  private point = -1;
  private points = 0;

  constructor(private readonly study: Study) {}

  add({ point, digest }: FinishedRun): void {
    if (digest === undefined) return;
    if (point.index !== this.point) this.begin(point);
    this.arm?.add(digest);
  }

  /** What was found. Ends the watch. */
  findings(): readonly Finding[] {
    this.arm?.close();
    return this.sentinel.findings();
  }

  private begin(point: FinishedRun["point"]): void {
    this.arm?.close();
    this.point = point.index;
    this.points += 1;
    const looked = this.points <= POINTS;
    this.arm = looked ? this.sentinel.arm(`point ${point.index}`, scenarioAt(this.study, point.settings)) : undefined;
  }
}
