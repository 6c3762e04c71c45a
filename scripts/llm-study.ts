/**
 * The study of a pair with feedback: asks the small model in every arm and seed, proves that the recorded calls bring the
 * same comparison, and writes the page and the records. With `--replay` the page is made from the records that are kept.
 * To be run by `make run-llm-study` and `make replay-llm-study`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { studyPage } from "./llm-study/page.js";
import { firstRevisions } from "./llm-study/revisions.js";
import { PAGE, RECORDS, STUDY, studyArguments } from "./llm-study/study.js";
import { fetchSmallModel, LIBRARY, say, stop } from "./small-model.js";

const SWARM = join(import.meta.dirname, "../dist/cli/main.js");
const OUT = "logs/llm-study";
const AGAIN = join(OUT, "replayed");
const SHOWN = 3;

/** Runs the comparison, and returns how many seconds that took. A terminal shows a line of progress; a log gets lines. */
async function compare(out: string, records?: string): Promise<number> {
  const before = performance.now();
  const env = { ...process.env, SWARM_LLAMA_CPP: LIBRARY };
  const child = spawn(process.execPath, [SWARM, ...studyArguments(records), "--out", out], {
    stdio: ["ignore", "ignore", "inherit"],
    env,
  });
  const calls = join(out, `${STUDY}_calls`);
  const telling = setInterval(() => process.stderr.isTTY || say(`  ${callsIn(calls)} calls so far`), 30_000);
  const [code] = (await once(child, "close")) as [number | null];
  clearInterval(telling);
  if (code !== 0) process.exit(code ?? 1);
  return Math.round((performance.now() - before) / 1000);
}

/** Calls that are on record, those of runs under way included. */
function callsIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  const lines = (name: string) => readFileSync(join(folder, name), "utf8").split("\n").length - 1;
  return readdirSync(folder).reduce((sum, name) => sum + lines(name), 0);
}

const file = (folder: string, end: string) => readFileSync(join(folder, `${STUDY}_${end}`));

function writePage(folder: string, records: string): void {
  const page = studyPage(JSON.parse(file(folder, "comparison.json").toString()), firstRevisions(records, SHOWN));
  const before = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "";
  mkdirSync(dirname(PAGE), { recursive: true });
  writeFileSync(PAGE, page);
  say(`${PAGE}: ${page === before ? "the same as before, to the byte" : "written"}`);
}

if (process.argv.includes("--replay")) {
  if (!existsSync(RECORDS)) stop(2, `There is no record of calls in ${RECORDS}: run 'make run-llm-study' first.`);
  await compare(AGAIN, RECORDS);
  writePage(AGAIN, RECORDS);
} else {
  fetchSmallModel();
  const fresh = join(OUT, `${STUDY}_calls`);
  // What a stopped study has left there would be taken for records of this one.
  rmSync(fresh, { recursive: true, force: true });
  say("asking the model in every arm and seed: some twenty minutes on two cores...");
  const took = await compare(OUT);
  say(`${callsIn(fresh)} calls took ${took} s; comparing again from their records...`);
  const replayTook = await compare(AGAIN, fresh);
  const differing = ["comparison.json", "runs.csv"].filter((end) => !file(OUT, end).equals(file(AGAIN, end)));
  if (differing.length > 0) stop(1, `The replay differs in ${differing.join(", ")}: see ${OUT} and ${AGAIN}.`);
  say(`The replay took ${replayTook} s, asked no model, and is the same to the byte.`);
  rmSync(RECORDS, { recursive: true, force: true });
  cpSync(fresh, RECORDS, { recursive: true });
  writePage(OUT, RECORDS);
}
