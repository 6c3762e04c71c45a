import type { Command } from "@commander-js/extra-typings";
import { markdownPage } from "../../analysis/report/markdown-page.js";
import { InputError } from "../../base/errors.js";
import { didYouMean } from "../../base/nearest.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { fileRecord } from "../../records/file-record.js";
import { jsonText } from "../../records/json-text.js";
import { readResults } from "../../records/results-table-reader.js";
import { shownPath } from "../../records/shown-path.js";
import { TOOL } from "../../records/tool.js";
import { writeFiles } from "../../records/write-files.js";
import { planOf } from "../../research/lock/plan.js";
import { EVASION_THRESHOLDS } from "../../research/reflexivity/evasion.js";
import { findingOf } from "../../research/reflexivity/finding.js";
import { marginsOf } from "../../research/reflexivity/margins.js";
import { readReactions } from "../../research/reflexivity/read-reactions.js";
import { type Reflexivity, reflexivity } from "../../research/reflexivity/reflexivity.js";
import { reflexivityReport } from "../../research/reflexivity/reflexivity-report.js";
import {
  KNOWN,
  type ReflexivityArms,
  type ReflexivityPlan,
  reflexivityArms,
  reflexivityRuns,
} from "../../research/reflexivity/reflexivity-study.js";
import { HOUSE_REACTIONS, STRATEGIES, type Strategy } from "../../research/reflexivity/strategies.js";
import { ArmRunTable } from "../../research/verdict/arm-runs.js";
import { gathered } from "../model-options.js";
import { runSweep } from "../sweep-run.js";
import { threadsOption } from "../threads-option.js";
import { wholeNumber } from "../whole-number.js";
import { asksOthers } from "./asks-others.js";
import { givenVerdict } from "./given-verdict.js";
import { type ReflexivityPaths, reflexivityPaths } from "./reflexivity-paths.js";
import { reflexivityText } from "./reflexivity-text.js";
import { nameOf } from "./study-paths.js";
import type { StudyResult } from "./verdict.js";

interface Options {
  readonly claim?: string | undefined;
  readonly strategies?: string | undefined;
  readonly reactions?: string | undefined;
  readonly seeds?: number | undefined;
  readonly margin?: readonly string[] | undefined;
  readonly threshold?: readonly string[] | undefined;
  readonly exploratory?: boolean | undefined;
  readonly restart?: boolean | undefined;
  readonly threads?: number | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** `swarm research reflexivity`: whether a finding survives being known. */
export const reflexivityVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("reflexivity")
      .description(
        "Ask whether a finding survives being known: the population of a claim again, over the seeds of the study, once " +
          "with members that act on the finding (shadow simulation), and once per strategy with members that attack it. " +
          "Writes <study>_reflexivity.json and .md, and the table of the runs.",
      )
      .argument("<study>", "study (YAML) whose verdict was given")
      .option("--claim <id>", "claim whose finding becomes known (default: the primary one)")
      .option("--strategies <names>", `those of the attackers, separated by commas (default: ${STRATEGIES.join(",")})`)
      .option("--reactions <file>", "what members do who know the finding (YAML; default: house rules)")
      .option("--seeds <number>", "seeds of the study, from its first on (default: all)", wholeNumber(2, 10_000))
      .option("--margin <figure=number>", "how large a change does not matter; repeat for several", gathered)
      .option(
        "--threshold <name=number>",
        `when it counts as evaded: ${Object.keys(EVASION_THRESHOLDS).join(", ")}; repeat for several`,
        gathered,
      )
      .option("--exploratory", "of a plan that has changed since the lock")
      .option("--restart", "throw away what an earlier analysis has left, and start over")
      .addOption(threadsOption(", fewer for tiny runs"))
      .option("--json", "print the analysis as JSON")
      .option("--quiet", "print nothing but faults")
      .action(analyse);
  },
};

async function analyse(file: string, options: Options): Promise<void> {
  const study = await givenVerdict(file, options.exploratory === true);
  const plan = planned(study, options);
  const margins = marginsOf(plan.claim, study.table, numbersIn("--margin", options.margin));
  const thresholds = thresholdsOf(numbersIn("--threshold", options.threshold));
  const paths = reflexivityPaths(file, study.result.study, options.exploratory === true);
  const arms = reflexivityArms(study.loaded, plan, paths.stem);
  refuseNothingToShow(arms, plan);
  const { hash } = planOf(arms.loaded, TOOL);
  const table = await ranTable(arms, hash, paths, options);
  const { registration } = study.result;
  const { start: first, step } = study.loaded.study.seeds;
  const [{ scenario }] = arms.loaded.arms;
  const found = reflexivity(
    {
      ...plan,
      tool: TOOL,
      study: study.result.study,
      plan: registration.hash,
      runs_plan: hash,
      changed: arms.changed,
      margins,
      thresholds,
      payoffs: arms.loaded.arms.map((arm) => arm.scenario.spec.payoff),
      epochs: scenario.spec.simulation.n_epochs,
      seeds: { first, step, count: plan.seeds },
      command: commandOf(file, options),
      files: await Promise.all(
        [
          ["study", file] as const,
          ["verdict", study.paths.verdict] as const,
          ["runs", paths.sweep.results] as const,
          ...(options.reactions === undefined ? [] : [["reactions", options.reactions] as const]),
        ].map(async ([role, path]) => ({ role, file: nameOf(path), ...(await fileRecord(path)) })),
      ),
    },
    table,
  );
  written(found, paths, options);
}

/** @throws InputError with all that is wrong with what was asked for */
function planned({ loaded, result }: StudyResult, options: Options): ReflexivityPlan {
  const { study } = loaded;
  const id = options.claim ?? study.primary;
  const ids = study.claims.map((claim) => claim.id);
  const claim = study.claims.find((each) => each.id === id);
  const verdict = result.claims.find((each) => each.id === id);
  if (claim === undefined || verdict === undefined) {
    const message = `no claim is tested as "${id}"${didYouMean(id, ids)}; there are: ${ids.join(", ")}`;
    throw new InputError([{ message, place: { file: "--claim" } }]);
  }
  const seeds = options.seeds ?? study.seeds.count;
  if (seeds > study.seeds.count) {
    const message = `the study has ${study.seeds.count} seeds, and the analysis uses its own`;
    throw new InputError([{ message, place: { file: "--seeds" } }]);
  }
  return {
    claim,
    seeds,
    finding: findingOf(result, verdict),
    strategies: strategiesOf(options.strategies),
    reactions: options.reactions === undefined ? HOUSE_REACTIONS : readReactions(options.reactions),
  };
}

function strategiesOf(given: string | undefined): readonly Strategy[] {
  if (given === undefined) return STRATEGIES;
  const names = [...new Set(given.split(",").map((name) => name.trim()))];
  const faults = names
    .filter((name) => !(STRATEGIES as readonly string[]).includes(name))
    .map((name) => ({
      message: `there is no strategy "${name}"${didYouMean(name, STRATEGIES)}; there are: ${STRATEGIES.join(", ")}`,
      place: { file: "--strategies" },
    }));
  if (faults.length > 0) throw new InputError(faults);
  return names as readonly Strategy[];
}

/** @throws InputError where knowing the finding changes nobody, so that the same would be run twice */
function refuseNothingToShow({ changed, loaded }: ReflexivityArms, { reactions }: ReflexivityPlan): void {
  const population = loaded.arms[0].scenario.spec.agents.map(({ type }) => type).join(", ");
  const faults = Object.entries(changed)
    .filter(([, agents]) => agents === 0)
    .map(([arm]) => ({
      message:
        `knowing the finding changes nobody in "${arm}": no reaction of ${reactions.source} fits a population of ` +
        `${population}; --reactions says what they do`,
      place: { file: arm === KNOWN ? "shadow" : arm },
    }));
  if (faults.length > 0) throw new InputError(faults);
  if (loaded.arms.some(asksOthers)) {
    throw new InputError("runs of this study ask models that are no scripts; their reactions are not made here");
  }
}

async function ranTable(
  arms: ReflexivityArms,
  hash: string,
  { sweep }: ReflexivityPaths,
  { restart, quiet, threads }: Options,
): Promise<ArmRunTable> {
  const { study, material } = reflexivityRuns(arms, hash);
  await runSweep(study, sweep, {
    material,
    restart: restart === true,
    quiet: quiet === true,
    ...(threads === undefined ? {} : { threads }),
  });
  const table = new ArmRunTable(study.metrics);
  for await (const run of readResults(sweep.results, study)) table.add(run);
  return table;
}

function written(found: Reflexivity, { json, markdown }: ReflexivityPaths, options: Options): void {
  const text = jsonText(found);
  writeFiles(
    new Map([
      [json, text],
      [markdown, markdownPage(reflexivityReport(found))],
    ]),
  );
  if (options.quiet === true) return;
  process.stdout.write(
    options.json === true ? text : `${reflexivityText(found)}\n${shownPath(markdown)}\n${shownPath(json)}\n`,
  );
}

/** `toxicity=0.05`, ... as numbers by name. @throws InputError with each that is none */
function numbersIn(option: string, given: readonly string[] = []): Readonly<Record<string, number>> {
  const faults: string[] = [];
  const found = given.map((text) => {
    const [name, value = ""] = text.split("=", 2);
    const number = Number(value);
    if (value.trim() === "" || !Number.isFinite(number) || (option === "--margin" && number <= 0)) faults.push(text);
    return [name, number] as const;
  });
  if (faults.length > 0) {
    const above = option === "--margin" ? " above 0" : "";
    const message = `is written name=number, with a number${above}`;
    throw new InputError(faults.map((text) => ({ message, place: { file: `${option} ${text}` } })));
  }
  return Object.fromEntries(found);
}

function thresholdsOf(given: Readonly<Record<string, number>>): typeof EVASION_THRESHOLDS {
  const names = Object.keys(EVASION_THRESHOLDS);
  const unknown = Object.keys(given).filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new InputError(
      unknown.map((name) => ({
        message: `there is no threshold "${name}"${didYouMean(name, names)}; there are: ${names.join(", ")}`,
        place: { file: "--threshold" },
      })),
    );
  }
  return { ...EVASION_THRESHOLDS, ...given };
}

function commandOf(file: string, options: Options): readonly string[] {
  const { claim, strategies, reactions, seeds, margin = [], threshold = [], exploratory } = options;
  const valued = Object.entries({ claim, strategies, reactions, seeds }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
  return [
    ...["swarm", "research", "reflexivity", file, ...valued],
    ...margin.flatMap((text) => ["--margin", text]),
    ...threshold.flatMap((text) => ["--threshold", text]),
    ...(exploratory === true ? ["--exploratory"] : []),
  ];
}
