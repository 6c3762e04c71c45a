import { createHash } from "node:crypto";
import { type Static, Type } from "@sinclair/typebox";
import { describeFault, type Fault, InputError, ScenarioError } from "../base/errors.js";
import { FaultList } from "../base/fault-list.js";
import { parseStrictJson } from "../base/strict-json.js";
import { validatorOf } from "../base/validator-of.js";
import type { HousePrompt } from "../contract/house-prompt.js";
import { COMPLIANCES, type RecordedLabel } from "../contract/judge.js";
import type { NeededJudge, Needs } from "../contract/services.js";
import { HOUSE_PROMPTS } from "../pair/house-prompts/all.js";
import { parsePrompts } from "../pair/prompt-lines.js";
import { beside } from "./beside.js";
import type { Locate } from "./check.js";
import type { Extensions } from "./extensions.js";
import { modelsAsked, needsOf } from "./needs.js";
import { providerOf } from "./provider-of.js";
import { readSource } from "./source-text.js";
import type { ScenarioSpec } from "./spec.js";

/** Content of the files that a scenario names, as plain data. */
export interface Material {
  /** By path as the scenario has it. */
  readonly prompts: Readonly<Record<string, readonly HousePrompt[]>>;
  readonly labels: Readonly<Record<string, readonly RecordedLabel[]>>;
  readonly files: readonly MaterialFile[];
}

/** A file that a run depends on, as it was read; its path is from where the command was given. */
export interface MaterialFile {
  readonly role: "prompts" | "labels" | "trained agents";
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const NO_MATERIAL: Material = { prompts: {}, labels: {}, files: [] };

const LABEL = Type.Object(
  {
    prompt: Type.String(),
    answer: Type.String(),
    compliance: Type.Unsafe<RecordedLabel["compliance"]>({ type: "string", enum: [...COMPLIANCES] }),
  },
  { additionalProperties: false },
);
const labelValidator = validatorOf<Static<typeof LABEL>>(LABEL);

/**
 * Reads what agents need from files, each file once; gathers everything that is wrong with them. Paths are relative to the
 * folder of the scenario.
 *
 * @param file the scenario's, as the user named it
 */
export function readMaterial(
  spec: ScenarioSpec,
  extensions: Extensions,
  locate: Locate,
  file: string,
): { readonly material: Material; readonly faults: readonly Fault[] } {
  const prompts: Record<string, readonly HousePrompt[]> = {};
  const labels: Record<string, readonly RecordedLabel[]> = {};
  const files: MaterialFile[] = [];
  const faults: Fault[] = [];

  /** The text of a file, noted down; undefined where it cannot be read. */
  const textOf = (role: MaterialFile["role"], path: string, entry: number, key: string): string | undefined => {
    try {
      const text = readSource(beside(file, path), `${role} file`);
      files.push({ role, path: beside(file, path), bytes: Buffer.byteLength(text), sha256: sha256Of(text) });
      return text;
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      const place = locate(["agents", entry, "config", key], "value");
      faults.push(...error.faults.map(({ message }) => ({ message: `${beside(file, path)}: ${message}`, place })));
      return undefined;
    }
  };

  for (const { entry, needs } of needsOf(spec, extensions)) {
    const { prompts: asked, judge } = needs;
    if (asked !== undefined) {
      const { file: path, key } = asked;
      if (path !== undefined && !Object.hasOwn(prompts, path)) {
        const text = textOf("prompts", path, entry, key);
        const found = text === undefined ? { prompts: [], faults: [] } : parsePrompts(beside(file, path), text);
        prompts[path] = found.prompts;
        faults.push(...found.faults);
      }
      const set = path === undefined ? HOUSE_PROMPTS : (prompts[path] ?? []);
      const place = path === undefined ? locate(["agents", entry, "config", key], "key") : { file: beside(file, path) };
      if (set.length > 0) faults.push(...setFaults(set, needs, extensions).map((message) => ({ message, place })));
    }
    const path = judge && labelsFile(judge, extensions);
    if (judge !== undefined && path !== undefined && !Object.hasOwn(labels, path)) {
      const text = textOf("labels", path, entry, judge.labels.key);
      const found = text === undefined ? { labels: [], faults: [] } : parseLabels(beside(file, path), text);
      labels[path] = found.labels;
      faults.push(...found.faults);
    }
  }
  const ofModels = modelFiles(spec, extensions, locate, file);
  return {
    material: { prompts, labels, files: [...files, ...ofModels.files] },
    faults: [...faults, ...ofModels.faults],
  };
}

/** The files that fix the answers of models, and what is wrong with them. */
function modelFiles(
  spec: ScenarioSpec,
  extensions: Extensions,
  locate: Locate,
  scenario: string,
): { readonly files: readonly MaterialFile[]; readonly faults: readonly Fault[] } {
  const files = new Map<string, MaterialFile>();
  const faults: Fault[] = [];
  for (const name of modelsAsked(spec, extensions)) {
    const model = spec.models?.[name];
    // A name that leads nowhere is a fault of its own.
    if (model === undefined) continue;
    const { definition, config } = providerOf(model, extensions, scenario);
    try {
      for (const { file, text } of definition.material?.(config) ?? []) {
        files.set(file, { role: "trained agents", path: file, bytes: Buffer.byteLength(text), sha256: sha256Of(text) });
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const place = locate(["models", name], "key");
      faults.push(...error.faults.map((fault) => ({ message: `models.${name}: ${describeFault(fault)}`, place })));
    }
  }
  return { files: [...files.values()], faults };
}

function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What keeps a set of prompts from being used. */
function setFaults(set: readonly HousePrompt[], { prompts, judge }: Needs, extensions: Extensions): readonly string[] {
  const faults: string[] = [];
  if (prompts?.harmful && !set.some(({ harmful }) => harmful)) faults.push("no prompt is harmful, and some have to be");
  if (prompts?.harmless && set.every(({ harmful }) => harmful))
    faults.push("every prompt is harmful, and some must not be");
  const ruled = judge !== undefined && extensions.judges.find(judge.name)?.needs.includes("rule");
  const bare = set.find(({ rule }) => rule === undefined);
  if (ruled && bare !== undefined)
    faults.push(`the prompt "${bare.id}" has no rule, and ${judge.name} judges by rules`);
  return faults;
}

function labelsFile({ name, labels }: NeededJudge, extensions: Extensions): string | undefined {
  return extensions.judges.find(name)?.needs.includes("labels") ? labels.file : undefined;
}

function parseLabels(
  file: string,
  content: string,
): { readonly labels: readonly RecordedLabel[]; readonly faults: readonly Fault[] } {
  const labels: RecordedLabel[] = [];
  const faults = new FaultList();
  content.split(/\r?\n/).forEach((row, at) => {
    if (row.trim() === "") return;
    const found = parsedLabel(row);
    if (typeof found !== "string") labels.push(found);
    else faults.add("form", { message: `this is no label: ${found}`, place: { file, line: at + 1 } });
  });
  if (labels.length === 0 && faults.isEmpty) faults.add("empty", { message: "no label is in it", place: { file } });
  return { labels, faults: faults.faults };
}

function parsedLabel(row: string): RecordedLabel | string {
  try {
    const value = parseStrictJson(row);
    const validate = labelValidator();
    if (validate(value)) return value;
    const [error] = validate.errors ?? [];
    return `${error?.instancePath.slice(1) || "it"} ${error?.message}`;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message;
  }
}
