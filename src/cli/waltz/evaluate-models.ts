import { InputError } from "../../base/errors.js";
import type { ChatModel } from "../../contract/provider.js";
import { Budget } from "../../llm/budget.js";
import { completeConfig } from "../../llm/complete-config.js";
import { decorated } from "../../llm/decorate.js";
import { openModel } from "../../llm/open-model.js";
import { PACE, Pacer } from "../../llm/pace.js";
import { Recorder } from "../../llm/record.js";
import { Redactor } from "../../llm/redact.js";
import { Replay } from "../../llm/replay.js";
import { RETRY } from "../../llm/retry.js";
import type { AtomicFile } from "../../records/atomic-file.js";
import { readCalls } from "../../records/read-calls.js";
import type { CallOptions } from "../call-options.js";
import { keysGiven, providerNamed } from "../model-options.js";

/** The parts that a model of an evaluation can play. */
const ROLES = ["conversation", "feedback", "judge"] as const;
export type Role = (typeof ROLES)[number];

/** A model as it was named, with the keys of its provider. */
interface NamedModel {
  readonly definition: ReturnType<typeof providerNamed>;
  readonly config: unknown;
}

/** Models by the part they play; nothing is opened yet. */
export type NamedModels = Readonly<Partial<Record<Role, NamedModel>>>;

/**
 * Reads `provider` or `provider:model` for each part, and `part.key=value` for further keys.
 * @throws InputError with every fault of one part, and for keys of parts that nobody plays
 */
export function modelsNamed(
  given: Readonly<Partial<Record<Role, string | undefined>>>,
  settings: readonly string[],
): NamedModels {
  const keys = keysGiven(settings);
  const named: Partial<Record<Role, NamedModel>> = {};
  for (const part of Object.keys(keys)) {
    const role = ROLES.find((one) => one === part);
    if (role === undefined) throw new InputError(`--set ${part}: the key of a model begins with ${ROLES.join(", ")}`);
    if (given[role] === undefined)
      throw new InputError(`--set ${part}: would have no effect, no model is named for it`);
  }
  for (const role of ROLES) {
    const text = given[role];
    if (text !== undefined) named[role] = modelNamed(text, role, keys[role]);
  }
  return named;
}

function modelNamed(text: string, role: Role, own: unknown): NamedModel {
  const colon = text.indexOf(":");
  const definition = providerNamed(colon === -1 ? text : text.slice(0, colon));
  const model = colon === -1 ? undefined : text.slice(colon + 1);
  const key = Object.hasOwn(definition.config.properties, "model_path") ? "model_path" : "model";
  const keys = { ...(model !== undefined && { [key]: model }), ...(own as object | undefined) };
  return { definition, config: completeConfig(definition.config, keys, `${role}: ${definition.name}`) };
}

/** Models that can be asked, under one budget and one record of calls. */
export interface OpenedModels {
  readonly models: Readonly<Partial<Record<Role, ChatModel>>>;
  /** Recorded calls that were never asked for; undefined where nothing is replayed. */
  left(): number | undefined;
  close(): Promise<void>;
}

/**
 * @param calls takes the record of calls; nothing is recorded of a replay
 * @param clock milliseconds, for how long calls took
 * @throws InputError for what the user can mend
 */
export async function openNamed(
  named: NamedModels,
  options: CallOptions,
  calls: Pick<AtomicFile, "write"> | undefined,
  clock: () => number,
): Promise<OpenedModels> {
  const { replayCalls, budgetCalls: max_calls, budgetTokens: max_tokens, budgetCost: max_cost } = options;
  const limits = Object.fromEntries(
    Object.entries({ max_calls, max_tokens, max_cost }).filter(([, value]) => value !== undefined),
  );
  const spends = Object.keys(limits).length > 0;
  if (Object.keys(named).length === 0 && (spends || replayCalls !== undefined)) {
    throw new InputError("--budget-* and --replay-calls would have no effect: no model is asked");
  }
  if (spends && replayCalls !== undefined)
    throw new InputError("--budget-* would have no effect: a replay spends nothing");
  const entries = Object.entries(named) as (readonly [Role, NamedModel])[];
  const variables = entries.flatMap(([, { definition, config }]) => definition.keyVariable(config) ?? []);
  const redactor = new Redactor(process.env, variables);
  const models: Partial<Record<Role, ChatModel>> = {};
  const close = async () => {
    for (const model of Object.values(models)) await model.close?.();
  };
  if (replayCalls !== undefined) {
    const replay = new Replay({ ...readCalls(replayCalls), redactor });
    for (const [role, { definition, config }] of entries) models[role] = replay.model(definition.identity(config));
    return { models, left: () => replay.left, close };
  }
  const recorder = calls && new Recorder({ write: (line) => calls.write(line), clock, redactor });
  const shared = {
    pacer: new Pacer(completeConfig(PACE, {}, "pace") as ConstructorParameters<typeof Pacer>[0]),
    retry: completeConfig(RETRY, {}, "retry") as Parameters<typeof decorated>[1]["retry"],
    budgets: spends ? [new Budget("evaluation", limits)] : [],
    recorder: recorder ?? { recorded: (model: ChatModel) => model },
  };
  try {
    for (const [role, { definition, config }] of entries) {
      models[role] = decorated(await openModel(definition, config, { env: process.env }), shared);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { models, left: () => undefined, close };
}

/** What shapes answers, by part, for the record of an evaluation. */
export function identitiesOf(named: NamedModels): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(named).map(([role, { definition, config }]) => [role, definition.identity(config)]),
  );
}

/** What is said of recorded calls that a replay never asked for. */
export function unasked(left: number | undefined): readonly string[] {
  return left === undefined || left === 0 ? [] : [`${left} recorded calls were never asked for.`];
}
