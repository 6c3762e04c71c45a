/**
 * Gathers the program and what it needs into a few files under dist/bin: a process then opens a dozen files where it opened
 * 600, which was most of the time of a small run. The library (dist/index.js) stays as the compiler wrote it.
 */
import { chmodSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build, type Plugin } from "esbuild";

const OUT = "dist/bin";

/** What it takes to run a scenario stays together: all but a few commands need nearly all of it. */
const CORE = "./dist/cli/run.js";

/** Packages that nearly every command needs, small and free to copy; all others stay packages. */
const GATHERED = new Set([
  "@commander-js/extra-typings",
  "@sinclair/typebox",
  "ajv",
  "cli-table3",
  "commander",
  "csv-parse",
  "csv-stringify",
  "fastest-levenshtein",
  "yaml",
]);

/** A file that a module looks for beside itself. */
const BESIDE = /new URL\("(\.[^"]+)", import\.meta\.url\)/g;

const { dependencies, peerDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const left = Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => !GATHERED.has(name));

rmSync(OUT, { recursive: true, force: true });
const workers = new Map(workerFiles().map((file) => [file, `worker-${relative("dist", file).replaceAll("/", "-")}`]));

const { metafile } = await build({
  entryPoints: [
    { in: "dist/cli/main.js", out: "swarm" },
    ...[...workers].map(([file, name]) => ({ in: file, out: name.slice(0, -".js".length) })),
  ],
  outdir: OUT,
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  external: left.flatMap((name) => [name, `${name}/*`]),
  // Packages written for `require` ask for modules of Node by it.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
  plugins: [oneCore(), sameFilesFromHere()],
  metafile: true,
  logLevel: "warning",
});
chmodSync(join(OUT, "swarm.js"), 0o755);
writeFileSync(join(OUT, "THIRD-PARTY-LICENSES.txt"), licenses(Object.keys(metafile.inputs)));

/** The modules that threads are started from. */
function workerFiles(): readonly string[] {
  const files = readdirSync("dist", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
  const found = files.flatMap((file) => {
    const beside = [...readFileSync(join("dist", file), "utf8").matchAll(BESIDE)].map(([, path]) => path);
    return beside.filter((path) => path.endsWith(".js")).map((path) => join("dist", dirname(file), path));
  });
  return [...new Set(found)].sort();
}

/**
 * Modules are divided among files by which of the modules that are loaded late ask for them, which makes many small files.
 * So each of those asks for the whole core.
 */
function oneCore(): Plugin {
  const here = realpathSync(".");
  return {
    name: "one core",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        const file = relative(here, join(resolveDir, path));
        return kind === "dynamic-import" && file.startsWith("dist/") ? { path: file, namespace: "late" } : undefined;
      });
      onLoad({ filter: /^/, namespace: "late" }, ({ path }) => ({
        contents: `import ${JSON.stringify(CORE)}; export * from ${JSON.stringify(`./${path}`)};`,
        resolveDir: here,
      }));
    },
  };
}

/** What modules look for beside themselves they find from the bundle's folder, too: threads in the bundle, all else where it is. */
function sameFilesFromHere(): Plugin {
  const here = realpathSync(".");
  return {
    name: "same files from here",
    setup({ onLoad }) {
      onLoad({ filter: /\/dist\/.*\.js$/, namespace: "file" }, ({ path }) => {
        if (path.includes("/node_modules/")) return undefined;
        const contents = readFileSync(path, "utf8").replace(BESIDE, (_, beside: string) => {
          const file = relative(here, join(dirname(path), beside));
          return `new URL(${JSON.stringify(workers.get(file) ?? relative(OUT, file))}, import.meta.url)`;
        });
        return { contents };
      });
    },
  };
}

/** The licences of the packages that are copied into the bundle. */
function licenses(inputs: readonly string[]): string {
  const folders = inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  const parts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} is copied into the bundle and ships no licence`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
  return parts.join(`\n${"-".repeat(80)}\n\n`);
}
