import type { TrainerDefinition } from "../../contract/trainer-backend.js";
import { TRAINERS } from "../../llm/providers/finetune/registry.js";
import type { FinetuneFolder } from "../../records/finetune-folder.js";
import { estimateFile, type FileEstimate } from "../../waltz/finetune/estimate.js";
import type { JobOutcome } from "../../waltz/finetune/job-outcome.js";
import type { Agent, JobPlan } from "../../waltz/finetune/job-plan.js";
import { catalogue } from "../catalogue.js";
import { configKeys } from "../config-keys.js";
import { type Column, terminalTable } from "../format-table.js";
import { visible } from "../visible.js";

/** A job before it is sent, in figures; undefined where one is not known. */
export interface JobEstimate extends FileEstimate {
  readonly agent: Agent;
  readonly file: string;
  readonly bytes: number;
  readonly passes: number | undefined;
  /** USD. */
  readonly cost: number | undefined;
}

/** @param price USD per million tokens of training */
export function estimateJob(plan: JobPlan, definition: TrainerDefinition, price: number | undefined): JobEstimate {
  const { agent, training, config } = plan;
  const { examples, tokens } = estimateFile(training);
  const passes = definition.passes(config, training.bytes.length);
  const cost = price === undefined || passes === undefined ? undefined : (tokens * passes * price) / 1e6;
  return { agent, file: training.path, bytes: training.bytes.length, examples, tokens, passes, cost };
}

const COLUMNS: readonly Column[] = [
  { head: "agent", align: "left" },
  { head: "file", align: "left" },
  { head: "examples", align: "right" },
  { head: "bytes", align: "right" },
  { head: "tokens a pass, about", align: "right" },
  { head: "passes", align: "right" },
  { head: "USD, about", align: "right" },
];

/** What would be sent and what it would cost, as far as that is known. */
export function estimateText(definition: TrainerDefinition, estimates: readonly JobEstimate[]): string {
  const shown = (value: number | undefined, digits: number) =>
    value === undefined ? "" : value.toLocaleString("en-US", { maximumFractionDigits: digits });
  const rows = estimates.map(({ agent, file, examples, bytes, tokens, passes, cost }) => [
    agent,
    file,
    shown(examples, 0),
    shown(bytes, 0),
    shown(tokens, 0),
    shown(passes, 2),
    cost === undefined ? "" : cost < 0.01 ? "< 0.01" : cost.toFixed(2),
  ]);
  const unknown = [
    ...(estimates.some(({ passes }) => passes === undefined)
      ? ["Passes are left to the vendor, so tokens in all and cost are not known."]
      : []),
    ...(estimates.some(({ passes, cost }) => passes !== undefined && cost === undefined)
      ? ["The price is not known: give --price, in USD per million tokens of training."]
      : []),
  ];
  return [
    terminalTable(COLUMNS, rows),
    "",
    "Tokens are counted roughly (a quarter of the bytes of all texts, and four for each message), not by a tokenizer;",
    "fees by job or by month come on top.",
    ...unknown,
    definition.capabilities.notice,
    "Nothing was sent.",
  ].join("\n");
}

/** One line on how the work on a job ended, and what can be done next. */
export function outcomeText(agent: Agent, folder: FinetuneFolder, outcome: JobOutcome): string {
  if (outcome.kind === "succeeded") return `${agent}: succeeded, model ${visible(outcome.model)} (${folder.shown})`;
  const { kind, message } = outcome;
  if (kind === "unavailable") return `${agent}: training is not available at this vendor: ${visible(message)}`;
  const next = kind === "stopped" || kind === "left" ? "; the same command goes on from here" : "";
  return `${agent}: ${kind}: ${visible(message)}${next}`;
}

/** Every vendor with the settings that its jobs take. */
export function settingsText(): string {
  const vendors = [...TRAINERS].map(({ name, summary, config, capabilities }) => {
    return { name, summary, keys: configKeys(config), notes: [capabilities.notice] };
  });
  return catalogue(vendors);
}

/** What to do where a vendor does not train. */
export function localInstead({ capabilities }: TrainerDefinition): string {
  return [
    capabilities.notice,
    "Train on this machine instead: `swarm waltz train stage1 --method supervised` learns from the same examples, and",
    "`swarm waltz train stage1`, then `stage2`, by reinforcement; or `swarm waltz export` for a trainer of your own.",
  ].join("\n");
}
