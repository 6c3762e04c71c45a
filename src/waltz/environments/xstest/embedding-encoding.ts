import { type Embeddings, standardisationOf } from "../../../learning/text/standardised-embeddings.js";
import type { XsTestWorld } from "../../../pair/kinds/worlds.js";
import type { XsTest } from "../../../records/xstest.js";
import type { PromptSplit } from "./folds.js";

/** Vectors by text, and what tells the model that made them from others: plain, so that it can cross threads. */
export interface ModelEmbeddings {
  readonly model: string;
  readonly of: Embeddings;
}

/** How a world reads prompts by embeddings: standardised by the prompts of the two stages, in the order of the data. */
export function embeddingEncoding(
  { model, of }: ModelEmbeddings,
  { prompts }: Pick<XsTest, "prompts">,
  { stage1, stage2 }: PromptSplit,
): XsTestWorld["encoding"] {
  const trained = new Set([...stage1, ...stage2]);
  const texts = prompts.filter(({ id }) => trained.has(id)).map(({ text }) => text);
  const { means, deviations } = standardisationOf(of, texts);
  return { method: "embeddings", model, means: [...means], deviations: [...deviations] };
}
