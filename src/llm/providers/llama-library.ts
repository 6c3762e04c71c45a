import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError } from "../../base/errors.js";
import type { JsonSchema, ProviderSurroundings } from "../../contract/provider.js";

const NAME = "node-llama-cpp";
/** Version of the package that all this is written for. */
export const LLAMA_VERSION = "3.22.1";
const FOLDER = "SWARM_LLAMA_CPP";

/** The optional package that runs models in this process is not there. The message says how to get it. */
export class NotInstalledError extends InputError {
  override readonly name = "NotInstalledError";
}

/** The parts of node-llama-cpp that are used. Its own types are there only where it is installed. */
export interface LlamaLibrary {
  getLlama(options: { gpu: false; build: "never"; logLevel: "error" }): Promise<Llama>;
  readonly LlamaChat: new (options: { contextSequence: Sequence }) => LlamaChat;
}
export interface Llama {
  loadModel(options: { modelPath: string }): Promise<LlamaModel>;
  createGrammarForJsonSchema(schema: JsonSchema): Promise<unknown>;
}
export interface LlamaModel {
  createContext(options: { contextSize: number; threads: number }): Promise<LlamaContext>;
  createEmbeddingContext(options: { contextSize: number; threads: number }): Promise<LlamaEmbeddingContext>;
}
export interface LlamaEmbeddingContext {
  /** Tokens, those that begin and end a text among them. */
  calculateInputLength(text: string): number;
  getEmbeddingFor(text: string): Promise<{ readonly vector: readonly number[] }>;
  dispose(): Promise<void>;
}
interface LlamaContext {
  getSequence(): Sequence;
  dispose(): Promise<void>;
}
interface Sequence {
  readonly tokenMeter: { getState(): unknown; diff(before: unknown): UsedTokens };
  clearHistory(): Promise<void>;
}
interface UsedTokens {
  readonly usedInputTokens: number;
  readonly usedOutputTokens: number;
}
export type HistoryItem =
  | { readonly type: "system" | "user"; readonly text: string }
  | { readonly type: "model"; readonly response: readonly string[] };
interface LlamaChat {
  generateResponse(
    history: readonly HistoryItem[],
    options: {
      readonly grammar?: unknown;
      readonly maxTokens: number;
      readonly temperature: number;
      readonly seed?: number;
      readonly signal: AbortSignal;
      readonly customStopTriggers?: readonly string[];
      readonly contextShift: { readonly strategy: () => { readonly chatHistory: readonly HistoryItem[] } };
    },
  ): Promise<{ readonly response: string; readonly metadata: { readonly stopReason: string } }>;
}

/**
 * Loads the package from beside this one, or from the folder that the environment variable SWARM_LLAMA_CPP names.
 * @throws NotInstalledError
 */
export async function llamaLibrary({ env }: ProviderSurroundings): Promise<LlamaLibrary> {
  const folder = env[FOLDER];
  const from = createRequire(folder === undefined ? import.meta.url : resolve(folder, "package.json"));
  let file: string;
  try {
    file = from.resolve(NAME);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw notInstalled("which is not installed");
  }
  return await import(pathToFileURL(file).href);
}

/** Starts the package on the processor. @throws NotInstalledError where its binary for this platform is missing */
export async function startLlama(library: LlamaLibrary): Promise<Llama> {
  return library.getLlama({ gpu: false, build: "never", logLevel: "error" }).catch((error: unknown) => {
    if ((error as Error | null)?.constructor.name !== "NoBinaryFoundError") throw error;
    throw notInstalled("which has no binary for this platform");
  });
}

/** Name and version of the package, and of its binary for this platform's processor. */
export function llamaPackages(): readonly [string, string] {
  const platform = { darwin: "mac", win32: "win" }[process.platform as string] ?? process.platform;
  const suffix = platform === "mac" && process.arch === "arm64" ? "-metal" : "";
  return [`${NAME}@${LLAMA_VERSION}`, `@node-llama-cpp/${platform}-${process.arch}${suffix}@${LLAMA_VERSION}`];
}

function notInstalled(state: string): NotInstalledError {
  return new NotInstalledError(
    [
      `llama-cpp needs the optional package ${NAME} ${LLAMA_VERSION}, ${state}. To get it, for the processor only:`,
      `  npm install --prefix .cache/llama-cpp --omit=optional ${llamaPackages().join(" ")}`,
      `  export ${FOLDER}=.cache/llama-cpp`,
    ].join("\n"),
  );
}
