import type { LoggedEvent } from "../../src/model/event.js";
import { BUILT_IN, type Extensions } from "../../src/scenario/extensions.js";
import { parseScenario } from "../../src/scenario/load.js";
import { type RunResult, simulate } from "../../src/scenario/simulate.js";

export interface TextRun {
  readonly events: readonly LoggedEvent[];
  readonly result: RunResult;
  /** Messages of the loader's warnings. */
  readonly warnings: readonly string[];
  /** The events of one kind. */
  of<K extends LoggedEvent["kind"]>(kind: K): Extract<LoggedEvent, { kind: K }>[];
  /** The log as text, one line per event. */
  readonly log: string;
}

export interface TextRunOptions {
  readonly compat?: "swarm-1.9";
  readonly extensions?: Extensions;
}

/** Runs a scenario written in the test, from YAML to the last event. */
export async function runText(yaml: string, { compat, extensions = BUILT_IN }: TextRunOptions = {}): Promise<TextRun> {
  const scenario = parseScenario(yaml, "test.yaml", { ...(compat === undefined ? {} : { compat }), extensions });
  const events: LoggedEvent[] = [];
  const sink = (event: LoggedEvent) => void events.push(structuredClone(event));
  const result = await simulate(scenario, { sinks: [sink], extensions });
  return {
    events,
    result,
    warnings: scenario.warnings.map(({ message }) => message),
    of: <K extends LoggedEvent["kind"]>(kind: K) =>
      events.filter((event): event is Extract<LoggedEvent, { kind: K }> => event.kind === kind),
    log: events.map((event) => JSON.stringify(event)).join("\n"),
  };
}
