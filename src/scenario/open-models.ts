import type { ChatModel } from "../contract/provider.js";
import { Budget } from "../llm/budget.js";
import { decorated } from "../llm/decorate.js";
import { openModel } from "../llm/open-model.js";
import { Pacer } from "../llm/pace.js";
import type { Recorder } from "../llm/record.js";
import type { Replay } from "../llm/replay.js";
import type { Extensions } from "./extensions.js";
import type { ModelSpec } from "./models-block.js";
import { modelsAsked } from "./needs.js";
import { providerOf } from "./provider-of.js";
import type { Scenario, ScenarioSpec } from "./spec.js";

/** How the models of a run are asked. */
export interface ModelOptions {
  /** The environment that keys come from; the process's own where it is left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Of the run, and of the sweep that it belongs to; those of single models come on top. */
  readonly budgets?: readonly Budget[];
  /** Takes down every call. */
  readonly recorder?: Recorder;
  /** Answers every call; no model is opened. */
  readonly replay?: Replay;
  /** Shared by runs that go on at the same time; each run has its own where it is left out. */
  readonly pacers?: Pacers;
}

/** One pacer for each model by name, whichever run asks. */
export class Pacers {
  private readonly pacers = new Map<string, Pacer>();

  of(name: string, { pace }: ModelSpec): Pacer {
    const known = this.pacers.get(name) ?? new Pacer(pace);
    this.pacers.set(name, known);
    return known;
  }
}

/** The models of a run by name. */
export interface OpenModels {
  readonly byName: ReadonlyMap<string, ChatModel>;
  close(): Promise<void>;
}

/**
 * Opens the models that the agents of a scenario ask, and puts the decorators around them. Of a replay, none is opened.
 * @throws InputError for what the user can mend: a key that is not set, a package or a file that is not there
 */
export async function openModels(
  { spec, file }: Pick<Scenario, "spec" | "file">,
  extensions: Extensions,
  options: ModelOptions = {},
): Promise<OpenModels> {
  const byName = new Map<string, ChatModel>();
  const close = async () => {
    for (const model of byName.values()) await model.close?.();
  };
  const { env = process.env, budgets = [], recorder, replay, pacers = new Pacers() } = options;
  try {
    for (const name of modelsAsked(spec, extensions)) {
      const model = spec.models?.[name];
      if (model === undefined) throw new Error(`no model is named "${name}"`);
      const { definition, config } = providerOf(model, extensions, file);
      if (replay !== undefined) {
        byName.set(name, replay.model(definition.identity(config)));
        continue;
      }
      const own = new Budget(`model "${name}"`, model.budget);
      const opened = await openModel(definition, config, { env });
      const decorations = { pacer: pacers.of(name, model), retry: model.retry, budgets: [own, ...budgets] };
      byName.set(name, decorated(opened, { ...decorations, recorder: recorder ?? UNRECORDED }));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { byName, close };
}

/** The environment variables that hold keys of the models that are asked. */
export function keyVariables(spec: ScenarioSpec, extensions: Extensions): readonly string[] {
  return [...modelsAsked(spec, extensions)].flatMap((name) => {
    const model = spec.models?.[name];
    if (model === undefined) return [];
    const { definition, config } = providerOf(model, extensions, "");
    return definition.keyVariable(config) ?? [];
  });
}

/** Where nobody takes calls down. */
const UNRECORDED: Pick<Recorder, "recorded"> = { recorded: (model) => model };
