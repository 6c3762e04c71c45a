import type { Command } from "@commander-js/extra-typings";
import { defineCommand } from "../contract/command.js";
import { METRICS } from "../metrics/registry.js";
import { criteriaAsMarkdown, criteriaForTerminal, criteriaList } from "./criteria-list.js";
import { metricsAsMarkdown, metricsForTerminal, metricsList } from "./metrics-list.js";

/** `swarm metrics`: the columns of a metrics table, or the criteria that a run can be held against. */
export const metricsCommand = defineCommand({
  name: "metrics",
  register(program: Command): void {
    program
      .command("metrics")
      .description(
        "List the columns of a metrics table in order, with unit, direction, formula and source; or with --criteria the " +
          "keys of success_criteria, with what each measures.",
      )
      .option("--criteria", "list success criteria instead")
      .option("--markdown", "print a page of Markdown")
      .option("--json", "print a list of objects")
      .action(({ criteria, markdown, json }) => {
        const [list, page, text] = criteria
          ? [criteriaList, criteriaAsMarkdown, criteriaForTerminal]
          : [() => metricsList(METRICS), () => metricsAsMarkdown(METRICS), () => metricsForTerminal(METRICS)];
        const print = json ? () => JSON.stringify(list(), null, 2) : markdown ? page : text;
        process.stdout.write(`${print()}\n`);
      });
  },
});
