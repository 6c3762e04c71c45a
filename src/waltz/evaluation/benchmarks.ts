import { InputError } from "../../base/errors.js";
import type { Rates } from "../../judges/measure/rates.js";
import type { Benchmarks } from "../../records/benchmarks-schema.js";
import { fingerprint } from "../../records/canonical-json.js";
import { TOOL } from "../../records/tool.js";
import { withNulls } from "../../records/with-nulls.js";
import {
  type CapabilityChange,
  type CapabilityScore,
  capabilityChange,
  scoreOf,
  type TaskOutcome,
} from "./capability/score.js";
import type { EvaluationCase } from "./case.js";
import type { LabelledCases } from "./case-lines.js";
import { type Changes, changesBetween, pairingFaults } from "./changes.js";
import { RESAMPLE_SEED, RESAMPLES } from "./cluster-bootstrap.js";
import { complianceRates } from "./compliance-rates.js";
import { type Evaluation, evaluate } from "./evaluate.js";
import type { Gate } from "./gate.js";
import { type GateVerdict, verdictOn } from "./gate-verdict.js";

/** Cases with what their labels can say. */
export interface JudgedSystem extends LabelledCases {
  readonly says: string;
}

/** Tasks that a system sat. */
interface SatTasks {
  readonly system: string;
  readonly withFeedback: boolean;
  readonly outcomes: readonly TaskOutcome[];
}

/** What came before: labelled cases, and tasks that were sat. */
export interface Before {
  readonly cases: readonly LabelledCases[];
  readonly capability: readonly SatTasks[];
}

export interface BenchmarkInput {
  readonly source: Pick<Benchmarks["source"], "kind" | "settings" | "files">;
  /** At least one; those of one system stand together, first of them the labels that gates look at. */
  readonly systems: readonly JudgedSystem[];
  readonly capability: readonly SatTasks[];
  readonly gates: readonly Gate[];
  /** An earlier evaluation of the same prompts. */
  readonly before: Before | undefined;
}

/** Everything that an evaluation found. */
export interface Findings {
  readonly evaluations: readonly (Omit<JudgedSystem, "cases"> & {
    readonly figures: Evaluation;
    readonly compliance: Rates | undefined;
  })[];
  readonly changes: readonly {
    readonly system: string;
    readonly judge: string;
    readonly before: string;
    readonly changes: Changes;
  }[];
  readonly gates: readonly (GateVerdict & { readonly system: string; readonly judge: string })[];
  readonly capability: readonly (SatTasks & {
    readonly score: CapabilityScore;
    readonly change: CapabilityChange | undefined;
  })[];
}

/** @throws InputError where the earlier evaluation is of other prompts, labels or systems */
export function findingsOf({ systems, capability, gates, before }: BenchmarkInput): Findings {
  const evaluations = systems.map(({ system, judge, says, cases }) => {
    return { system, judge, says, figures: evaluate(cases), compliance: complianceRates(cases) };
  });
  const changes = before === undefined ? [] : systems.map((one) => changed(one, before.cases));
  const first = new Map(systems.map(({ system }) => [system, systems.findIndex((one) => one.system === system)]));
  const verdicts = [...first.values()].flatMap((at) => {
    const { system, judge, figures } = evaluations[at];
    return gates.map((gate) => ({ system, judge, ...verdictOn(gate, figures, changes[at]?.changes) }));
  });
  const sat = capability.map((one) => {
    const earlier = before?.capability.filter(({ withFeedback }) => withFeedback === one.withFeedback) ?? [];
    const match = earlier.length === 1 ? earlier[0] : earlier.find(({ system }) => system === one.system);
    return { ...one, score: scoreOf(one.outcomes), change: match && capabilityChange(match.outcomes, one.outcomes) };
  });
  return { evaluations, changes, gates: verdicts, capability: sat };
}

/** Of one system each it does not matter what they are called. */
function changed(now: JudgedSystem, before: readonly LabelledCases[]) {
  const { system, judge, cases } = now;
  const labelled = before.filter((one) => one.judge === judge);
  const match = labelled.length === 1 ? labelled[0] : labelled.find((one) => one.system === system);
  if (match === undefined) {
    const known = [...new Set(before.map((one) => `${one.system} (${one.judge})`))].join(", ");
    throw new InputError(`the earlier evaluation has no cases of ${system} labelled by ${judge}; it has ${known}`);
  }
  const faults = pairingFaults(match.cases, cases);
  if (faults.length > 0) {
    const shown = faults.slice(0, 10).map((message) => ({ message }));
    const more = faults.length > 10 ? [{ message: `and ${faults.length - 10} more like this` }] : [];
    throw new InputError([
      { message: `${system} cannot be paired with the earlier evaluation prompt by prompt` },
      ...shown,
      ...more,
    ]);
  }
  return { system, judge, before: match.system, changes: changesBetween(match.cases, cases) };
}

/** The findings as `benchmarks.json` has them. */
export function benchmarksOf(input: BenchmarkInput, findings: Findings): Benchmarks {
  const { evaluations, changes, gates, capability } = findings;
  return withNulls({
    benchmarks_version: 1,
    tool: TOOL,
    source: { ...input.source, data_hash: dataHash(input.systems) },
    statistics: { level: 0.95, resamples: RESAMPLES, seed: RESAMPLE_SEED },
    evaluations: evaluations.map(({ system, judge, says, compliance, figures }) => {
      const rates = compliance && {
        refused_fully: compliance.refusedFully,
        refused_partly: compliance.refusedPartly,
        complied_fully: compliance.compliedFully,
        complied_partly: compliance.compliedPartly,
      };
      return { system, judge, says, compliance: rates, readings: figures };
    }),
    changes: changes.map(({ system, judge, before, changes: readings }) => ({ system, judge, before, readings })),
    gates,
    capability: capability.map(({ system, withFeedback, outcomes, score, change }) => {
      return { system, with_feedback: withFeedback, ...score, outcomes, change };
    }),
  }) as Benchmarks;
}

function dataHash(systems: readonly JudgedSystem[]): string {
  const told = ({ id, group, dataset, category, harmful, turns }: EvaluationCase) => {
    return { id, group, dataset, category, harmful, turns };
  };
  return fingerprint(systems.map(({ system, judge, cases }) => ({ system, judge, cases: cases.map(told) })));
}
