import { join } from "node:path";
import { Option } from "@commander-js/extra-typings";
import { type Fault, InputError } from "../../base/errors.js";
import type { TrainerDefinition } from "../../contract/trainer-backend.js";
import { completeConfig } from "../../llm/complete-config.js";
import { TRAINERS } from "../../llm/providers/finetune/registry.js";
import { readExamples } from "../../records/read-examples.js";
import { AGENTS, type Agent, type JobPlan } from "../../waltz/finetune/job-plan.js";
import { keysGiven } from "../model-options.js";

export interface FinetuneOptions {
  readonly provider: string;
  readonly model?: string | undefined;
  readonly agent: "both" | Agent;
  readonly data: string;
  readonly validation?: true | undefined;
  readonly set?: readonly string[] | undefined;
  readonly baseUrl?: string | undefined;
}

export const providerOption = () =>
  new Option("--provider <name>", "who trains").choices(TRAINERS.names).makeOptionMandatory();

export const agentOption = () =>
  new Option("--agent <which>", "which agent's job").choices(["both", ...AGENTS] as const).default("both" as const);

export function agentsOf({ agent }: Pick<FinetuneOptions, "agent">): readonly Agent[] {
  return agent === "both" ? AGENTS : [agent];
}

/**
 * The jobs as they are asked for, their files read and checked by the vendor's rules.
 * @throws InputError with every fault of all files
 */
export function jobPlans(options: FinetuneOptions, definition: TrainerDefinition): readonly JobPlan[] {
  const faults: Fault[] = [];
  const { model, baseUrl = definition.address } = options;
  if (model === undefined) faults.push({ message: "--model is needed: the base model, by the vendor's name for it" });
  const config = attempted(faults, () =>
    completeConfig(definition.config, keysGiven(options.set ?? []), definition.name),
  );
  const plans = agentsOf(options).flatMap((agent): JobPlan[] => {
    const read = (part: string) =>
      attempted(faults, () => readExamples(join(options.data, `${agent}_agent_${part}.jsonl`)));
    const training = read("training");
    const validation = options.validation === true ? read("test") : undefined;
    if (training === undefined || config === undefined || model === undefined) return [];
    faults.push(...definition.validate(config, training, validation));
    const address = baseUrl.replace(/\/+$/, "");
    const settings = config as JobPlan["config"];
    return [{ agent, provider: definition.name, baseUrl: address, model, config: settings, training, validation }];
  });
  const different = faults.filter(({ message, place }, at) => {
    const first = faults.findIndex((other) => other.message === message && other.place?.file === place?.file);
    return place?.line !== undefined || first === at;
  });
  if (different.length > 0) throw new InputError(different);
  return plans;
}

/** What `work` gives, or nothing and its faults among the others. */
export function attempted<T>(faults: Fault[], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    faults.push(...error.faults);
    return undefined;
  }
}
