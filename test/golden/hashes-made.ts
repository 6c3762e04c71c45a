import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordRun } from "../../src/records/record-run.js";
import { BUILT_IN } from "../../src/scenario/extensions.js";
import { loadScenario } from "../../src/scenario/load.js";
import type { Scenario } from "../../src/scenario/spec.js";
import { withSeed } from "../support/panel.js";
import { standIns } from "../support/stand-ins.js";
import { type Edges, replay, withEdges } from "./runs-replay.js";

/** SHA-256 of the files of one run, hexadecimal. */
interface FileHashes {
  readonly events: string;
  readonly metrics: string;
  readonly agents: string;
}

/** What fixes the behaviour of one shipped scenario to the byte. */
export interface ScenarioHashes {
  /** The run with the scenario's own seed and the project's own streams. */
  readonly native: FileHashes;
  /** The same as the reference system would play it; absent where a type of the scenario refuses to be replayed. */
  readonly compat?: FileHashes;
  /** By seed (the scenario's, + 1000, + 5000): the columns that golden runs have, in all their digits. */
  readonly replays: Readonly<Record<string, string>>;
  /** By seed: network edges that stand in for the scenario's topology in the replays. */
  readonly edges?: Readonly<Record<string, Edges>>;
}

/** Columns of the golden runs; a replay is hashed in these alone, so that new columns do not touch it. */
export const REPLAY_COLUMNS = {
  interactions: [
    ...["epoch", "step", "initiator", "counterparty", "accepted"],
    ...["v_hat", "p", "c_a", "c_b", "payoff_initiator", "payoff_counterparty"],
  ],
  epochs: [
    ...["epoch", "total_interactions", "accepted_interactions", "total_posts", "total_votes"],
    ...["toxicity_rate", "quality_gap", "avg_payoff", "total_welfare", "net_social_welfare"],
  ],
  agents: ["agent_id", "agent_type", "reputation", "resources", "total_payoff", "frozen"],
} as const;

const SCENARIOS = new URL("../../scenarios/", import.meta.url);

/** Names of the shipped scenarios, sorted. */
export function shippedScenarios(): string[] {
  const files = readdirSync(SCENARIOS).filter((file) => file.endsWith(".yaml"));
  return files.map((file) => file.slice(0, -".yaml".length)).sort();
}

function load(name: string, compat?: "swarm-1.9"): Scenario {
  return loadScenario(new URL(`${name}.yaml`, SCENARIOS).pathname, { compat, set: standIns(name) });
}

/** Runs a shipped scenario in every way that is hashed. `edges` by seed, where the replays need them. */
export async function makeHashes(name: string, edges?: ScenarioHashes["edges"]): Promise<ScenarioHashes> {
  const own = load(name);
  const native = await hashFiles(own);
  if (own.spec.agents.some(({ type }) => BUILT_IN.agents.find(type)?.refusedInCompat !== undefined)) {
    return { native, replays: {} };
  }
  const scenario = load(name, "swarm-1.9");
  const replays: Record<string, string> = {};
  for (const offset of [0, 1000, 5000]) {
    const seed = scenario.spec.simulation.seed + offset;
    const seeded = withSeed(scenario, seed);
    replays[seed] = await hashReplay({ ...seeded, spec: withEdges(seeded.spec, edges?.[seed]) });
  }
  return { native, compat: await hashFiles(scenario), replays, ...(edges === undefined ? {} : { edges }) };
}

/** Through the writers that `swarm run` uses. */
async function hashFiles(scenario: Scenario): Promise<FileHashes> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "swarm-hashes-")));
  try {
    const path = (name: string) => join(folder, name);
    const paths = {
      events: path("events.jsonl"),
      metrics: path("metrics.csv"),
      agents: path("agents.csv"),
      manifest: path("manifest.json"),
    };
    await recordRun(scenario, paths, { command: ["swarm", "run"] });
    const hash = (file: string) => sha256(readFileSync(file));
    return { events: hash(paths.events), metrics: hash(paths.metrics), agents: hash(paths.agents) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function hashReplay(scenario: Scenario): Promise<string> {
  const { interactions, epochs, agents } = await replay(scenario);
  const inColumns = (rows: readonly Readonly<Record<string, unknown>>[], columns: readonly string[]) =>
    rows.map((row) => columns.map((column) => row[column] ?? null));
  return sha256(
    JSON.stringify([
      inColumns(interactions, REPLAY_COLUMNS.interactions),
      inColumns(epochs, REPLAY_COLUMNS.epochs),
      inColumns(agents, REPLAY_COLUMNS.agents),
    ]),
  );
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
