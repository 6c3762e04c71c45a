import { loadAjv } from "../base/load-ajv.js";
import { didYouMean } from "../base/nearest.js";
import type { RestOfScenario } from "../contract/dynamic.js";
import { configuredDynamics } from "./build-dynamics.js";
import { objection } from "./diagnostics.js";
import { type Path, pathText } from "./document.js";
import type { Extensions } from "./extensions.js";
import { needFaults } from "./needs.js";
import { topologyOf } from "./network-block.js";
import { networkFaults } from "./network-faults.js";
import type { ScenarioSpec } from "./spec.js";

/** Something about a scenario that shows only when its parts are held against each other. */
export interface SpecFault {
  readonly path: Path;
  /** Goes on from the path: "is the same edge as ...". */
  readonly message: string;
  /** Whether it keeps the scenario from being run; a replay of the reference system passes over what that system does. */
  readonly refused: "always" | "unless replayed" | "never";
}

/** `given` is the scenario as the user wrote it, `spec` with defaults. */
export function specFaults(
  spec: ScenarioSpec,
  given: Readonly<Record<string, unknown>>,
  extensions: Extensions,
): SpecFault[] {
  const agents = spec.agents.reduce((sum, { count }) => sum + count, 0);
  const { network } = spec;
  const rest: RestOfScenario = {
    networked: topologyOf(network) !== undefined,
    objection: (key, value) => leverObjection(key, value, extensions),
  };
  const dynamics = configuredDynamics(spec, extensions).flatMap(({ name, check }) =>
    (check?.(spec[name], rest) ?? []).map(
      (fault): SpecFault => ({ refused: "unless replayed", ...fault, path: [name, ...fault.path] }),
    ),
  );
  const parts = [...needFaults(spec, extensions), ...dynamics];
  if (network === undefined) return parts;
  return [...networkFaults(network, (given.network ?? {}) as Record<string, unknown>, agents), ...parts];
}

/** Where and what, in one sentence. */
export function specFaultText({ path, message }: SpecFault): string {
  return `${pathText(path)} ${message}`;
}

/** A key that no lever has leads nowhere; a value that its lever cannot take would break the run. */
function leverObjection(key: string, value: unknown, extensions: Extensions): ReturnType<RestOfScenario["objection"]> {
  const levers = [...extensions.levers];
  const lever = levers.find(({ config }) => Object.hasOwn(config.properties, key));
  if (lever === undefined) {
    const known = levers.flatMap(({ config }) => Object.keys(config.properties));
    return { message: `is no key of the governance block${didYouMean(key, known)}` };
  }
  const why = lever.inert?.[key];
  if (why !== undefined) return { message: `has no effect: ${why}` };
  const ajv = new (loadAjv().Ajv)({ strict: false, verbose: true });
  const schema = { type: "object", properties: { value: lever.config.properties[key] } };
  const validate = ajv.compile(schema);
  if (validate({ value })) return undefined;
  const message = objection((validate.errors ?? [])[0], { value })?.message ?? "value is not allowed";
  return { message: message.replace(/^value /, ""), refused: "always" };
}
