/** The public API: everything a script or a package of extensions needs, and nothing of the command line. */

export { analyseSweep, type SweepAnalysis } from "./analysis/sweep/analyse-sweep.js";
export { type CheckedArm, checkRun, checkRuns } from "./analysis/validity/check-runs.js";
export type { Finding, Severity } from "./analysis/validity/finding.js";
export { Sentinel } from "./analysis/validity/sentinel.js";
export { type Fault, InputError, type Place, ScenarioError, StoppedError, TableError } from "./base/errors.js";
export type { RandomStream, StreamFamily } from "./base/random/random-source.js";
export type { Outcome as ManyOutcome } from "./batch/run-job.js";
export { type ManyOptions, simulateMany } from "./batch/simulate-many.js";
export { loadStudy, type Study } from "./batch/study.js";
export { checkStudy, type StudyCheck } from "./batch/study-check.js";
export { type FinishedRun, studyRuns } from "./batch/study-runs.js";
export {
  type AgentDefinition,
  type Behaviour,
  defineAgent,
  eachAgent,
  type Group,
  type Outcome,
  type SoloBehaviour,
  type Standing,
} from "./contract/agent.js";
export { type Controls, type Dynamic, type DynamicDefinition, defineDynamic } from "./contract/dynamic.js";
export {
  defineJudge,
  type Exchange,
  type Judge,
  type JudgeDefinition,
  type Verdict,
} from "./contract/judge.js";
export { amount, flag, keys, oneOf, positive, real, share, whole } from "./contract/keys.js";
export {
  defineLever,
  type Effects,
  type Lever,
  type LeverContext,
  type LeverDefinition,
  type Roster,
} from "./contract/lever.js";
export {
  defineMetric,
  type Facts,
  type MetricAccumulator,
  type MetricColumn,
  type MetricDefinition,
} from "./contract/metric.js";
export {
  type ChatModel,
  type Completion,
  type CompletionRequest,
  defineProvider,
  ModelError,
  type ProviderDefinition,
} from "./contract/provider.js";
export type { Needs, Services } from "./contract/services.js";
export { EVERYONE, type Offer, type Pool, type View } from "./contract/view.js";
export type { ActivityEntry } from "./engine/activity.js";
export type { EventSink } from "./engine/emitter.js";
export type { MetricRow } from "./engine/metric-board.js";
export type { Progress, Watcher } from "./engine/simulation.js";
export { scriptedModel } from "./llm/providers/scripted.js";
export { type Action, type ActionKind, type InteractionType, NOOP } from "./model/action.js";
export { ARCHETYPES, type Archetype } from "./model/archetype.js";
export type { LoggedEvent, SwarmEvent } from "./model/event.js";
export type { Interaction } from "./model/interaction.js";
export type { Observables } from "./model/observables.js";
export type { SignalProfile } from "./model/signal-profile.js";
export { checkOutputs, type PlannedRun } from "./records/check-outputs.js";
export type { Manifest } from "./records/manifest.js";
export { type RebuiltRun, rebuildRun } from "./records/rebuild.js";
export { type RecordedRun, type RecordOptions, recordRun } from "./records/record-run.js";
export { type PathOptions, type RunPaths, runPaths } from "./records/run-paths.js";
export { digestOf, type RunDigest } from "./scenario/digest.js";
export { BUILT_IN, type Extensions, type OwnExtensions, withOwn } from "./scenario/extensions.js";
export { type LoadOptions, loadScenario, parseScenario } from "./scenario/load.js";
export type { ModelOptions } from "./scenario/open-models.js";
export { type AgentEnd, type RunResult, RunStoppedError, type SimulateOptions, simulate } from "./scenario/simulate.js";
export type { Scenario, ScenarioSpec } from "./scenario/spec.js";
