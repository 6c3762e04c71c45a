import type { HousePrompt } from "../../contract/house-prompt.js";
import type { XsTestPrompt } from "../../records/xstest.js";

/** A prompt of an evaluation, with what is known of it beforehand. */
export interface AskedPrompt extends Pick<HousePrompt, "id" | "category" | "prompt" | "harmful" | "context" | "rule"> {
  readonly group: string;
  readonly dataset: string;
}

/** Twins share a group. */
export function houseAsks(prompts: readonly HousePrompt[], dataset: string): readonly AskedPrompt[] {
  return prompts.map((prompt) => {
    const { id, category, harmful, context, rule, twin = id } = prompt;
    const known = { ...(context !== undefined && { context }), ...(rule !== undefined && { rule }) };
    return { id, category, prompt: prompt.prompt, harmful, ...known, group: id < twin ? id : twin, dataset };
  });
}

/** The category of a prompt of XSTest is its family: its type would tell harmful ones from harmless ones. */
export function xsTestAsks(prompts: readonly XsTestPrompt[]): readonly AskedPrompt[] {
  return prompts.map(({ id, text, harmful, family, group }) => {
    return { id, category: family, prompt: text, harmful, group, dataset: xsTestDataset(harmful) };
  });
}

/** Safe and unsafe prompts are two data sets, as overrefusal and unsafe rates are of one of them each. */
export function xsTestDataset(harmful: boolean): string {
  return harmful ? "XSTest unsafe" : "XSTest safe";
}
