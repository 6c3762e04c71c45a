import { existsSync, rmSync } from "node:fs";
import type { Command } from "@commander-js/extra-typings";
import type { Finding } from "../../analysis/validity/finding.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { jsonText } from "../../records/json-text.js";
import { shownPath } from "../../records/shown-path.js";
import { writeFiles } from "../../records/write-files.js";
import { armStudy } from "../../research/study/arm-study.js";
import { type LoadedStudy, loadResearchStudy } from "../../research/study/load-study.js";
import { batchCalls } from "../batch-calls.js";
import { type CallOptions, callOptions } from "../call-options.js";
import { runSweep } from "../sweep-run.js";
import { threadsOption } from "../threads-option.js";
import { asksOthers } from "./asks-others.js";
import { isExploratory, registered } from "./registered.js";
import { studyPaths } from "./study-paths.js";

interface Options extends CallOptions {
  readonly exploratory?: boolean | undefined;
  readonly restart?: boolean | undefined;
  readonly threads?: number | undefined;
  readonly quiet?: boolean | undefined;
}

/** `swarm research run`: every arm of a locked study with every seed. */
export const runVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("run")
      .description(
        "Run every arm of a locked study with every seed into one table, each row with the hash of the plan. A run that " +
          "was stopped goes on where it was when the same command is given again. A plan that has changed since the " +
          "lock is refused, unless it is called exploratory.",
      )
      .argument("<study>", "study (YAML)")
      .option("--exploratory", "run a plan that has changed since the lock, into a table of its own")
      .option("--restart", "throw away what an earlier run has left, and start over")
      .addOption(threadsOption(", fewer for tiny runs"))
      .addOption(callOptions.replayFolder())
      .addOption(callOptions.calls())
      .addOption(callOptions.tokens())
      .addOption(callOptions.cost())
      .option("--quiet", "print nothing but faults")
      .action(run);
  },
};

async function run(file: string, options: Options): Promise<void> {
  const loaded = loadResearchStudy(file);
  const found = registered(loaded);
  const exploratory = isExploratory(loaded, found, options.exploratory === true);
  const name = exploratory ? `${loaded.study.study}_exploratory` : loaded.study.study;
  const paths = studyPaths(file, loaded.study.study, exploratory);
  const { study, material } = armStudy(loaded, name, found.plan.hash);
  if (options.restart === true) rmSync(paths.validity, { force: true });
  const models = modelsFor(loaded, paths.results, options);
  const ran = await runSweep(
    study,
    { ...paths, lock: paths.busy },
    {
      material,
      ...(models === undefined ? {} : { models }),
      restart: options.restart === true,
      quiet: options.quiet === true,
      ...(options.threads === undefined ? {} : { threads: options.threads }),
    },
  );
  if (ran.added > 0 || !existsSync(paths.validity)) {
    writeFiles(new Map([[paths.validity, validityText(found.plan.hash, ran, study.runs, loaded)]]));
  }
  if (options.quiet === true) return;
  const before = ran.before > 0 ? `, ${ran.before} of them by an earlier run` : "";
  process.stdout.write(
    `${loaded.arms.length} arms x ${study.seeds.count} seeds = ${study.runs} runs${before}\n` +
      `plan ${found.plan.hash}${exploratory ? ` (exploratory: ${found.deviations.length} deviations)` : ""}\n` +
      `written to ${shownPath(paths.results)}; next: swarm research verdict ${file}${exploratory ? " --exploratory" : ""}\n`,
  );
}

function modelsFor({ arms }: LoadedStudy, results: string, options: Options) {
  const { replayCalls, budgetCalls, budgetTokens, budgetCost } = options;
  const folder = results.replace(/_results\.csv$/, "_calls");
  const calls = { replayCalls, budgetCalls, budgetTokens, budgetCost };
  // What scripts say needs no record: the scenario holds it.
  if (!arms.some(asksOthers) && Object.values(calls).every((value) => value === undefined)) return undefined;
  const scenarios = arms.map(({ scenario }) => scenario);
  return batchCalls(scenarios, folder, "study", calls);
}

/** What keeps the runs from showing what they seem to show; a resumed run has looked at its own part alone, and says so. */
function validityText(
  plan: string,
  { added, validity }: { readonly added: number; readonly validity: readonly Finding[] },
  runs: number,
  { arms }: LoadedStudy,
): string {
  const named = (arm: string) => arms[Number(/^point (\d+)$/.exec(arm)?.[1] ?? -1)]?.name ?? arm;
  const findings = validity.map(({ arms: whose, ...finding }) => {
    return { ...finding, ...(whose === undefined ? {} : { arms: whose.map(named) }) };
  });
  return jsonText({ validity_version: 1, plan, watched: added, runs, findings });
}
