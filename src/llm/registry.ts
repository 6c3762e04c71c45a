import { Registry } from "../base/registry.js";
import type { ProviderDefinition } from "../contract/provider.js";
import { anthropic } from "./providers/anthropic.js";
import { llamaCpp } from "./providers/llama-cpp.js";
import { mistral } from "./providers/mistral.js";
import { ollama } from "./providers/ollama.js";
import { openaiCompatible } from "./providers/openai-compatible.js";
import { scripted } from "./providers/scripted.js";
import { trained } from "./providers/trained.js";

/** Every provider of models; the order is that of listings. What a provider needs is loaded only when it is used. */
export const PROVIDERS = new Registry<ProviderDefinition>(
  "provider",
  [openaiCompatible, mistral, anthropic, ollama, llamaCpp, trained, scripted],
  ({ name }) => name,
);
