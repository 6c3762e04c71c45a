import { Registry } from "../base/registry.js";
import type { JudgeDefinition } from "../contract/judge.js";
import { houseRules } from "./house-rules.js";
import { modelJudge } from "./model-judge.js";
import { recordedLabels } from "./recorded-labels.js";
import { refusalRules } from "./refusal-rules.js";

/** Every judge; the order is that of listings. */
export const JUDGES = new Registry<JudgeDefinition>(
  "judge",
  [refusalRules, houseRules, modelJudge, recordedLabels],
  ({ name }) => name,
);
