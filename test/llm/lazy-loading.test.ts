import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const HEAVY = ["@ai-sdk/", "p-queue", "node-llama-cpp", "zod"];

describe("the packages that models need", () => {
  it("are imported statically by nobody, or by files that are themselves loaded only when a model is used", () => {
    const late = new Set(["llm/providers/sdk-error.ts"]);
    const wrong = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
      .map((name) => name.replaceAll("\\", "/"))
      .filter((name) => name.endsWith(".ts") && !late.has(name))
      .filter((name) => {
        const imports = readFileSync(join(ROOT, "src", name), "utf8").matchAll(
          /^import (?!type )[^;]*? from "([^"]+)"/gm,
        );
        return [...imports].some(([, from]) => HEAVY.some((heavy) => from?.startsWith(heavy)));
      });
    expect(wrong).toEqual([]);
  });

  it("are not loaded with the registries of providers and judges", () => {
    // Everything that is loaded passes this hook, which names it on stderr.
    const hook =
      "export async function resolve(s, c, n) { const r = await n(s, c); process._rawDebug('LOADED ' + r.url); return r; }";
    const code = `
      import { register } from "node:module";
      register("data:text/javascript," + encodeURIComponent(${JSON.stringify(hook)}));
      await import(${JSON.stringify(pathToFileURL(join(ROOT, "src/llm/registry.ts")).href)});
      await import(${JSON.stringify(pathToFileURL(join(ROOT, "src/judges/registry.ts")).href)});`;
    const args = ["--import", "tsx", "--input-type=module", "-e", code];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
    const loaded = stderr.split("\n").filter((line) => line.startsWith("LOADED "));
    expect({ status, some: loaded.some((line) => line.includes("@sinclair/typebox")) }).toEqual({
      status: 0,
      some: true,
    });
    expect(loaded.filter((line) => HEAVY.some((heavy) => line.includes(`node_modules/${heavy}`)))).toEqual([]);
  });
});
