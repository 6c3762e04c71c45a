import { BUILT_IN, type Extensions } from "../../scenario/extensions.js";
import type { Scenario } from "../../scenario/spec.js";
import type { ArmTrace, CheckedRun } from "./check.js";
import { type Finding, SEVERITIES } from "./finding.js";
import { FindingList } from "./finding-list.js";
import { fingerprintOf } from "./fingerprint.js";
import { CHECKS } from "./registry.js";

/**
 * Watches a set of runs, arm after arm and run after run, and says what is wrong with them. Of a closed arm it keeps
 * what it found and 24 bytes per run, so that it can go along with a sweep of a million runs.
 */
export class Sentinel {
  private readonly traces: ArmTrace[] = [];
  private readonly list = new FindingList();

  constructor(private readonly extensions: Extensions = BUILT_IN) {}

  /** Begins an arm. Its runs may come in any order; no seed may come twice. */
  arm(name: string, scenario: Scenario): { add(run: CheckedRun): void; close(): void } {
    const context = { scenario, extensions: this.extensions };
    const watches = [...CHECKS].flatMap(({ name: check, watch }) =>
      watch === undefined ? [] : [{ check, ...watch(context) }],
    );
    const [seeds, prints, logs]: [number[], number[], (string | undefined)[]] = [[], [], []];
    return {
      add: (run) => {
        for (const watch of watches) watch.run?.(run);
        seeds.push(run.seed);
        prints.push(fingerprintOf(run));
        logs.push(run.logSha256);
      },
      close: () => {
        this.traces.push({ name, seeds, prints, logs });
        if (seeds.length === 0) return;
        for (const { check, remarks } of watches) {
          for (const remark of remarks()) this.list.add({ check, ...remark }, [name]);
        }
      },
    };
  }

  /** Everything found in closed arms and between them: the most serious first, then in the order of the registry. Ends the watch. */
  findings(): readonly Finding[] {
    for (const { name: check, across } of CHECKS) {
      for (const { arms, ...remark } of across?.(this.traces) ?? []) this.list.add({ check, ...remark }, arms);
    }
    const order = CHECKS.names;
    const rank = ({ severity, check }: Finding) => order.indexOf(check) - order.length * SEVERITIES.indexOf(severity);
    return [...this.list.all()].sort((a, b) => rank(a) - rank(b));
  }
}
