/**
 * A real model, really run: fetches a small language model and the library that runs it in this process, both into
 * `.cache/`, plays `scenarios/waltz_pair_local.yaml`, plays it again from the recorded calls, and compares the files byte
 * for byte. To be run by `make run-llm-demo`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fetchSmallModel, LIBRARY, say, stop } from "./small-model.js";

const OUT = "logs/llm-demo";
const RUN = "waltz_pair_local";
const SWARM = join(import.meta.dirname, "../dist/cli/main.js");
const SCENARIO = join(import.meta.dirname, "../scenarios", `${RUN}.yaml`);

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

fetchSmallModel();
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
