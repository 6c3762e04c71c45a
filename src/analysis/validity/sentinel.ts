import { BUILT_IN, type Extensions } from "../../scenario/extensions.js";
import type { Scenario } from "../../scenario/spec.js";
import type { ArmTrace, CheckedRun } from "./check.js";
import { type Finding, SEVERITIES } from "./finding.js";
import { fingerprintOf } from "./fingerprint.js";
import { CHECKS } from "./registry.js";

/**
 * Watches a set of runs, arm after arm and run after run, and says what is wrong with them. Of a closed arm it keeps
 * its findings and 24 bytes per run, so that it can go along with a sweep of a million runs.
 */
export class Sentinel {
  private readonly traces: ArmTrace[] = [];
  private readonly found = new Map<string, Finding & { arms: string[] }>();

  constructor(private readonly extensions: Extensions = BUILT_IN) {}

  /** Begins an arm; the runs of one arm may be in any order, but every arm should see its seeds in the same one. */
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
          for (const remark of remarks()) this.note({ check, ...remark }, [name]);
        }
      },
    };
  }

  /** Everything found in closed arms and between them: the most serious first, then in the order of the registry. */
  findings(): readonly Finding[] {
    const joint = [...CHECKS].flatMap(({ name: check, across }) =>
      [...(across?.(this.traces) ?? [])].map((remark): Finding => ({ check, ...remark })),
    );
    const order = CHECKS.names;
    const rank = ({ severity, check }: Finding) => order.indexOf(check) - order.length * SEVERITIES.indexOf(severity);
    return [...this.found.values(), ...joint].sort((a, b) => rank(a) - rank(b));
  }

  /** What is true of several arms to the last figure is said once. */
  private note(finding: Finding, arms: readonly string[]): void {
    const key = JSON.stringify(finding);
    const known = this.found.get(key);
    if (known === undefined) this.found.set(key, { ...finding, arms: [...arms] });
    else known.arms.push(...arms);
  }
}
