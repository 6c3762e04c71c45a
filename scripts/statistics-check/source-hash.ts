import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** Written from the results, so it cannot be part of what they depend on. */
const GENERATED = "measured-coverage.ts";

/**
 * SHA-256 over the modules of this project that `entry` reaches by import, as compiled and without comments: rewording
 * a comment or moving a line break does not make results stale. Modules in the order of their paths.
 */
export function sourceHash(entry: string): string {
  const modules = new Map<string, string>();
  collect(entry, modules);
  const hash = createHash("sha256");
  for (const path of [...modules.keys()].sort()) hash.update(modules.get(path) ?? "");
  return hash.digest("hex");
}

function collect(path: string, modules: Map<string, string>): void {
  if (modules.has(path) || path.endsWith(GENERATED)) return;
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ES2022, removeComments: true };
  const { outputText } = ts.transpileModule(readFileSync(path, "utf8"), { compilerOptions });
  modules.set(path, outputText);
  for (const [, from] of outputText.matchAll(/from "(\.[^"]+)\.js"/g))
    collect(join(dirname(path), `${from}.ts`), modules);
}
