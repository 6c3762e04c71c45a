import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Embeds a text as its length, its number of letters e, and 1; keeps count of the models that are loaded. */
const LIBRARY = `
export const getLlama = async () => ({
  loadModel: async ({ modelPath }) => {
    globalThis.loadedModels = [...(globalThis.loadedModels ?? []), modelPath];
    return {
      createEmbeddingContext: async () => ({
        calculateInputLength: (text) => text.split(" ").length + 1,
        getEmbeddingFor: async (text) => ({ vector: [text.length, text.split("e").length - 1, 1] }),
        dispose: async () => undefined,
      }),
    };
  },
});
`;

/** A stand-in for node-llama-cpp in a folder that SWARM_LLAMA_CPP can name. */
export function writeFakeLlama(folder: string): string {
  const home = join(folder, "node_modules/node-llama-cpp");
  mkdirSync(home, { recursive: true });
  writeFileSync(
    join(home, "package.json"),
    JSON.stringify({ name: "node-llama-cpp", type: "module", main: "index.js" }),
  );
  writeFileSync(join(home, "index.js"), LIBRARY);
  return folder;
}

/** The model files that stand-ins have loaded in this process. */
export function loadedModels(): readonly string[] {
  return (globalThis as { loadedModels?: readonly string[] }).loadedModels ?? [];
}
