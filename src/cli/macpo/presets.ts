import type { Command } from "@commander-js/extra-typings";
import type { Subcommand } from "../../contract/subcommand.js";
import { PRESETS } from "../../macpo/presets.js";
import { terminalTable } from "../format-table.js";

/** `swarm macpo presets`: what there is to start from. */
export const macpoPresets: Subcommand = {
  register(parent: Command): void {
    parent
      .command("presets")
      .description("List the configurations by name, and what each changes in the defaults.")
      .option("--json", "print them as JSON")
      .action(({ json }) => {
        const rows = [...PRESETS];
        const head = [
          { head: "preset", align: "left" },
          { head: "changes", align: "left" },
          { head: "what for", align: "left" },
        ] as const;
        const text = json
          ? JSON.stringify(rows, null, 2)
          : terminalTable(
              head,
              rows.map(({ name, summary, changes }) => [name, changesText(changes), summary]),
            );
        process.stdout.write(`${text}\n`);
      });
  },
};

/** `teachers=1, world.padding=0`. */
function changesText(changes: object): string {
  const entries = Object.entries(changes).flatMap(([key, value]) =>
    typeof value === "object"
      ? Object.entries(value).map(([inner, part]) => `${key}.${inner}=${part}`)
      : [`${key}=${value}`],
  );
  return entries.length === 0 ? "nothing" : entries.join(", ");
}
