import type { Series } from "../../analysis/frame.js";
import type { FinishedRun } from "../../batch/study-runs.js";

/** The finished runs of a study, by arm, as its table holds them. */
export class ArmRunTable {
  private readonly runs = new Map<string, FinishedRun[]>();

  /** @param columns of the table, in its order */
  constructor(private readonly columns: readonly string[]) {}

  add(run: FinishedRun): void {
    const arm = String(run.point.settings[0].values[0]);
    const runs = this.runs.get(arm) ?? [];
    this.runs.set(arm, runs);
    runs.push(run);
  }

  of(arm: string): readonly FinishedRun[] {
    return this.runs.get(arm) ?? [];
  }

  /** One cell per seed, in their order; undefined where the run failed or does not define it. */
  cells(arm: string, column: string): Series {
    const at = this.columns.indexOf(column);
    if (at === -1) throw new Error(`the table has no column ${column}`);
    return this.of(arm).map(({ figures }) => figures?.[at]);
  }

  /** Whether both arms came to the same figures with every seed, to the last digit. */
  isSame(arm: string, other: string): boolean {
    const [ours, theirs] = [this.of(arm), this.of(other)];
    return ours.length === theirs.length && ours.every(({ figures }, run) => sameFigures(figures, theirs[run].figures));
  }

  /** First and last row number, and how many failed. */
  extent(arm: string): { readonly first: number; readonly last: number; readonly failed: number } {
    const runs = this.of(arm);
    return {
      first: runs[0]?.run ?? 0,
      last: runs.at(-1)?.run ?? 0,
      failed: runs.filter(({ error }) => error !== undefined).length,
    };
  }

  get all(): readonly FinishedRun[] {
    return [...this.runs.values()].flat();
  }
}

/** Failed runs tell nothing, and are the same as no other. */
function sameFigures(one: Series | undefined, other: Series | undefined): boolean {
  return one !== undefined && other !== undefined && one.every((value, column) => Object.is(value, other[column]));
}
