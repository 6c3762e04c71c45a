import { type Command, Option } from "@commander-js/extra-typings";
import type { Subcommand } from "../../contract/subcommand.js";
import { gathered } from "../model-options.js";
import { wholeNumber } from "../whole-number.js";
import { exportSheet } from "./rating-sheet-export.js";
import { importSheets } from "./rating-sheet-import.js";

/** `swarm waltz rating-sheet`: answers for people to label without knowing who gave them, and what came of it. */
export const ratingSheetVerb: Subcommand = {
  register(parent: Command): void {
    const sheet = parent
      .command("rating-sheet")
      .description("Have people label answers without knowing whose they are: a sheet goes out, agreement comes back.");
    sheet
      .command("export")
      .description(
        "Write a sheet with the answers in an order that tells nothing, and the key to it into another file.",
      )
      .requiredOption("--recorded <path>", "answers: a folder with XSTest's two tables, or lines of JSON in a file")
      .requiredOption("--sheet <file>", "the sheet: .csv for a spreadsheet, .md for a text to fill in")
      .requiredOption("--key <file>", "who gave which answer; keep it from raters")
      .option("--system <name>", "whose answers; repeat for several (default: everybody's)", gathered)
      .addOption(new Option("--count <number>", "answers at most, drawn at random").argParser(wholeNumber(1)))
      .addOption(new Option("--seed <number>", "of the order").argParser(wholeNumber(0)).default(1))
      .action(exportSheet);
    sheet
      .command("import")
      .description(
        "Read sheets that were filled in: how raters agree with each other, with judges and with labels on record.",
      )
      .argument("<sheets...>", "a file for each rater, who is called after it")
      .requiredOption("--key <file>", "the key that was written with the sheet")
      .option(
        "--judge <name>",
        "a judge to hold raters against; repeat for several (default: the one that fits)",
        gathered,
      )
      .option("--json", "print all figures as JSON")
      .action(importSheets);
  },
};
