import { thousands } from "../../base/thousands.js";
import type { Finding } from "./finding.js";

/** Findings of one check and severity that are kept in full; of the others only their number is. */
const KEPT = 20;

/** What is true of several arms to the last figure stands there once; no check can flood the list. */
export class FindingList {
  private readonly kept = new Map<string, Finding & { arms: string[] }>();
  private readonly counts = new Map<string, { readonly like: Finding; kept: number; more: number }>();

  add(finding: Finding, arms: readonly string[]): void {
    const key = JSON.stringify(finding);
    const known = this.kept.get(key);
    if (known !== undefined) {
      known.arms.push(...arms);
      return;
    }
    const kind = `${finding.check} ${finding.severity}`;
    const count = this.counts.get(kind) ?? { like: finding, kept: 0, more: 0 };
    this.counts.set(kind, count);
    if (count.kept < KEPT) {
      count.kept += 1;
      this.kept.set(key, { ...finding, arms: [...arms] });
    } else count.more += 1;
  }

  *all(): Iterable<Finding> {
    yield* this.kept.values();
    for (const { like, more } of this.counts.values()) {
      if (more === 0) continue;
      const { check, severity, advice } = like;
      yield {
        check,
        severity,
        message: `and ${thousands(more)} more like this`,
        evidence: { more },
        advice,
      };
    }
  }
}
