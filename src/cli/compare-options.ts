import { type Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { ESTIMANDS } from "../analysis/compare/estimand.js";
import { type Fault, InputError } from "../base/errors.js";
import { amount } from "./amount.js";
import { type CallOptions, callOptions } from "./call-options.js";
import { scenarioOptions } from "./scenario-options.js";
import { threadsOption } from "./threads-option.js";
import { wholeNumber } from "./whole-number.js";

/** Adds the options of `swarm compare` to it. */
export function withCompareOptions<A extends unknown[]>(command: Command<A>) {
  return command
    .option(
      "--arm <name: key=value>",
      "a variant of the one scenario given, such as 'no audits: governance.audit_enabled=false'; several keys are " +
        "separated by ; or ,; repeatable",
      collected,
    )
    .option("--control <arm>", "the arm that the others are held against (default: the first)")
    .option("--tables", "the files are tables of finished runs; taken so without saying where all end in .csv")
    .option("--primary <metric>", "the metric that decides, named before anything runs", "toxicity_rate")
    .option("--metrics <names>", "metrics to look at besides, separated by commas; exploratory", (names: string) =>
      names
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== ""),
    )
    .addOption(
      new Option("--estimand <name>", "how one figure is made of a run; with zeros only under --compat").choices(
        ESTIMANDS,
      ),
    )
    .option(
      "--margin <size>",
      "differences of the primary metric smaller than this do not matter",
      amount({ zero: false }),
    )
    .option(
      "--width <size>",
      "wanted width of the primary metric's interval, for the number of seeds",
      amount({ zero: false }),
    )
    .option("--seeds <number>", "runs per arm, each of another seed (default: 50; of a pilot 10)", atLeast(2))
    .option("--seed-start <number>", "the first seed (default: 1)", wholeNumber())
    .option("--seed-step <number>", "from one seed to the next (default: 1; under --compat the agents + 1)", atLeast(1))
    .addOption(scenarioOptions.set())
    .addOption(scenarioOptions.compat())
    .option("--plan", "from a pilot: precision and power against the number of seeds, no differences")
    .option("--effect <size>", "with --plan: the true difference to find", amount({ zero: false }))
    .addOption(threadsOption())
    .addOption(callOptions.replayFolder())
    .addOption(callOptions.calls())
    .addOption(callOptions.tokens())
    .addOption(callOptions.cost())
    .option("--out <folder>", "folder for all files", "logs")
    .option("--name <name>", "what the files begin with (default: after the scenarios)")
    .addOption(new Option("--format <format>", "how to print").choices(["table", "markdown"]).default("table"))
    .option("--quiet", "print nothing but faults")
    .option("--json", "print the comparison as it is in its file");
}

/** What the command line says, as commander hands it over. */
export interface CompareOptions extends CallOptions {
  readonly arm?: readonly string[];
  readonly control?: string;
  readonly tables?: true;
  readonly primary: string;
  readonly metrics?: readonly string[];
  readonly estimand?: (typeof ESTIMANDS)[number];
  readonly margin?: number;
  readonly width?: number;
  readonly seeds?: number;
  readonly seedStart?: number;
  readonly seedStep?: number;
  readonly set?: readonly string[];
  readonly compat?: "swarm-1.9";
  readonly plan?: true;
  readonly effect?: number;
  readonly threads?: number;
  readonly out: string;
  readonly name?: string;
  readonly format: "table" | "markdown";
  readonly quiet?: true;
  readonly json?: true;
}

const CALLS = ["replayCalls", "budgetCalls", "budgetTokens", "budgetCost"] as const;

/** Options that run something, and mean nothing where the runs are finished. */
const OF_RUNS = ["arm", "seeds", "seedStart", "seedStep", "set", "compat", "threads", ...CALLS] as const;

/** @throws InputError with every option that does not go with the others */
export function checkCompareOptions(options: CompareOptions, tables: boolean): void {
  const faults: Fault[] = [];
  const object = (option: string, message: string) => faults.push({ message, place: { file: option } });
  if (tables) {
    for (const name of OF_RUNS) if (options[name] !== undefined) object(optionFlag(name), "has no meaning with tables");
  }
  if (options.estimand === "epoch_mean_with_zeros" && options.compat === undefined && !tables) {
    object("--estimand epoch_mean_with_zeros", "counts an epoch without data as 0, which only --compat swarm-1.9 does");
  }
  if (options.effect !== undefined && options.plan === undefined) object("--effect", "is for --plan");
  if (options.margin !== undefined && options.plan !== undefined) object("--margin", "has no meaning with --plan");
  if (options.name !== undefined && !/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(options.name)) {
    object(`--name ${options.name}`, "a name is made of letters, digits, . _ - and does not start with a dot");
  }
  if (faults.length > 0) throw new InputError(faults);
}

/** `--seed-start` of `seedStart`. */
export function optionFlag(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function collected(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

/** Most runs of an arm, and most steps from one seed to the next. */
const MOST = 1_000_000;

/** Whole numbers from `least` (included) to `MOST` (included). */
function atLeast(least: number) {
  return (text: string): number => {
    const value = wholeNumber()(text);
    if (value < least || value > MOST) {
      const why = least === 2 && value === 1 ? " One run tells nothing of the spread." : "";
      throw new InvalidArgumentError(`${least} to ${MOST} are needed.${why}`);
    }
    return value;
  };
}
