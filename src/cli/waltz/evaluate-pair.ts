import { InputError } from "../../base/errors.js";
import type { EvaluatedSource } from "./evaluate-run.js";

export interface PairOptions {
  readonly pair?: string | undefined;
}
export async function pairEvaluation(_folder: string, _options: object): Promise<EvaluatedSource> {
  throw new InputError("pairs cannot be read yet");
}
