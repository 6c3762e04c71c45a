import { Registry } from "../../../base/registry.js";
import type { TrainerDefinition } from "../../../contract/trainer-backend.js";
import { mistralTraining } from "./mistral.js";
import { openaiTraining } from "./openai.js";

/** Every vendor of training; the order is that of listings. */
export const TRAINERS = new Registry<TrainerDefinition>(
  "fine-tuning provider",
  [openaiTraining, mistralTraining],
  ({ name }) => name,
);
