import type { Command } from "@commander-js/extra-typings";
import { describeFault, type Fault, InputError } from "../base/errors.js";
import { defineCommand } from "../contract/command.js";
import type { Scenario } from "../scenario/spec.js";
import { counted, hangingTable } from "./format-text.js";
import { scenarioOptions, tryLoad } from "./scenario-options.js";
import { scenarioSize } from "./scenario-size.js";
import { visible } from "./visible.js";

/** `swarm validate`: everything that is wrong with scenario files, and what is worth knowing about the good ones. */
export const validateCommand = defineCommand({
  name: "validate",
  register(program: Command): void {
    program
      .command("validate")
      .description("Check scenario files without running them: all faults of all files at once, with their places.")
      .argument("<file...>", "scenario files")
      .addOption(scenarioOptions.seed())
      .addOption(scenarioOptions.epochs())
      .addOption(scenarioOptions.steps())
      .addOption(scenarioOptions.set())
      .addOption(scenarioOptions.compat())
      .action((files, options) => {
        const faults = new Map<string, Fault>();
        for (const file of files) {
          const loaded = tryLoad(file, options);
          if (loaded instanceof InputError) for (const fault of loaded.faults) faults.set(describeFault(fault), fault);
          else process.stdout.write(`${accepted(loaded)}\n`);
        }
        if (faults.size > 0) throw new InputError([...faults.values()]);
      });
  },
});

function accepted({ file, spec, warnings }: Scenario): string {
  const told = warnings.length === 0 ? "" : `, ${counted(warnings.length, "warning")}`;
  const rows = warnings.map(({ message, place }) => {
    const elsewhere = place?.file === file ? [] : [place?.file];
    const where = [...elsewhere, place?.line, place?.column].filter((part) => part !== undefined).join(":");
    return [visible(where), visible(message)];
  });
  const head = `ok  ${visible(file)}  ${scenarioSize(spec)}${told}`;
  return rows.length === 0 ? head : `${head}\n${hangingTable(rows, { indent: 4 })}`;
}
