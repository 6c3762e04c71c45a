import { AGENTS } from "../agents/registry.js";
import type { Registry } from "../base/registry.js";
import type { AgentDefinition } from "../contract/agent.js";
import type { DynamicDefinition } from "../contract/dynamic.js";
import type { JudgeDefinition } from "../contract/judge.js";
import type { LeverDefinition } from "../contract/lever.js";
import type { MetricDefinition } from "../contract/metric.js";
import type { ProviderDefinition } from "../contract/provider.js";
import { DYNAMICS } from "../dynamics/registry.js";
import { LEVERS } from "../governance/registry.js";
import { JUDGES } from "../judges/registry.js";
import { PROVIDERS } from "../llm/registry.js";
import { METRICS } from "../metrics/registry.js";

/** What a scenario can be made of. */
export interface Extensions {
  readonly agents: Registry<AgentDefinition>;
  readonly levers: Registry<LeverDefinition>;
  readonly metrics: Registry<MetricDefinition>;
  readonly dynamics: Registry<DynamicDefinition>;
  readonly providers: Registry<ProviderDefinition>;
  readonly judges: Registry<JudgeDefinition>;
}

/** What ships with the package. */
export const BUILT_IN: Extensions = {
  agents: AGENTS,
  levers: LEVERS,
  metrics: METRICS,
  dynamics: DYNAMICS,
  providers: PROVIDERS,
  judges: JUDGES,
};

/** A caller's own parts, beside the built-in ones. */
export interface OwnExtensions {
  readonly agents?: readonly AgentDefinition[];
  readonly levers?: readonly LeverDefinition[];
  readonly metrics?: readonly MetricDefinition[];
  readonly dynamics?: readonly DynamicDefinition[];
  readonly providers?: readonly ProviderDefinition[];
  readonly judges?: readonly JudgeDefinition[];
}

/** The built-in parts with the caller's after them. */
export function withOwn(own: OwnExtensions = {}): Extensions {
  return {
    agents: BUILT_IN.agents.with(own.agents ?? []),
    levers: BUILT_IN.levers.with(own.levers ?? []),
    metrics: BUILT_IN.metrics.with(own.metrics ?? []),
    dynamics: BUILT_IN.dynamics.with(own.dynamics ?? []),
    providers: BUILT_IN.providers.with(own.providers ?? []),
    judges: BUILT_IN.judges.with(own.judges ?? []),
  };
}
