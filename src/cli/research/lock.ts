import { existsSync } from "node:fs";
import type { Command } from "@commander-js/extra-typings";
import { InputError } from "../../base/errors.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { shownPath } from "../../records/shown-path.js";
import { TOOL } from "../../records/tool.js";
import { writeFiles } from "../../records/write-files.js";
import { lockText } from "../../research/lock/lock.js";
import { planOf } from "../../research/lock/plan.js";
import { loadResearchStudy } from "../../research/study/load-study.js";
import { isExploratory, readLock, registered } from "./registered.js";
import { lockPath, studyPaths } from "./study-paths.js";

/** `swarm research lock`: the plan, hashed before the first run. */
export const lockVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("lock")
      .description(
        "Lock the plan of a study before its first run: hypotheses, arms with every parameter, seeds, figures and how " +
          "each claim is tested go into one hash that every row of the table will carry. Commit the file: it holds no " +
          "clock, the commit dates it.",
      )
      .argument("<study>", "study (YAML)")
      .option("--quiet", "print nothing but faults")
      .action((file, { quiet }) => {
        const loaded = loadResearchStudy(file);
        const path = lockPath(file, loaded.study.study);
        const say = (text: string) => quiet === true || process.stdout.write(`${text}\n`);
        if (readLock(loaded) !== undefined) {
          const found = registered(loaded);
          isExploratory(loaded, found, false);
          say(`locked already: ${found.lock.hash}`);
          return;
        }
        refuseRuns(file, loaded.study.study);
        const plan = planOf(loaded, TOOL);
        writeFiles(new Map([[path, lockText(loaded.study.study, plan)]]));
        say(`${plan.hash}\nwritten to ${shownPath(path)}; next: swarm research run ${file}`);
      });
  },
};

/** A plan that is locked when results are there was not locked before them. */
function refuseRuns(file: string, name: string): void {
  const { results, partial } = studyPaths(file, name, false);
  const found = [results, partial].filter((path) => existsSync(path));
  if (found.length === 0) return;
  const message =
    "there are results already, and a plan is locked before the first run: move them, or use another name";
  throw new InputError(found.map((path) => ({ message, place: { file: shownPath(path) } })));
}
