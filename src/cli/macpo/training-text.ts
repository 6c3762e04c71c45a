import { mean } from "../../macpo/evaluate.js";
import type { RoundRecord } from "../../macpo/round-record.js";
import type { MacpoRun } from "../../macpo/run.js";
import { shownPath } from "../../records/shown-path.js";
import { formatNumbers } from "../format-number.js";
import { terminalTable } from "../format-table.js";
import type { TrainingFiles } from "./training-files.js";

const HEADS = ["student", "its gain", "best teacher", "mean teacher", "tokens", "diversity", "margin"] as const;

/** What a run came to, round by round. */
export function trainingText({ config, records }: MacpoRun, files: TrainingFiles): string {
  const columns = HEADS.map((head, column) => ({
    head,
    cells: formatNumbers(records.map((one) => figures(one)[column])),
  }));
  const table = terminalTable(
    [{ head: "round", align: "right" }, ...columns.map(({ head }) => ({ head, align: "point" as const }))],
    records.map(({ round }, row) => [String(round), ...columns.map(({ cells }) => cells[row])]),
  );
  const shares = records.at(-1)?.filter_shares ?? [];
  const kept =
    shares.length === 0
      ? []
      : [`Kept in the last round, by teacher: ${shares.map((share) => `${(100 * share).toFixed(0)} %`).join(", ")}.`];
  return [
    `${config.name}: ${config.teachers} teachers, ${config.rounds} rounds, seed ${config.seed}, fold ${config.fold} of ${config.folds}`,
    "",
    table,
    "",
    "Mean gold scores of answers to test prompts, in [0, 1]; the gain is over the labelling teacher at round 0. One run",
    "proves nothing: `swarm macpo study` repeats it over seeds and folds.",
    ...kept,
    `Files: ${[files.lines, files.table, files.config].map((path) => shownPath(path)).join(", ")}; checkpoints beside them`,
    "",
  ].join("\n");
}

function figures({ agents, gain_over_labeller, teacher_diversity }: RoundRecord): readonly (number | undefined)[] {
  const student = agents.find(({ role }) => role === "student");
  const teachers = agents.filter(({ role }) => role === "teacher").map(({ score }) => score);
  return [
    student?.score,
    gain_over_labeller,
    Math.max(...teachers),
    mean(teachers),
    student?.mean_length,
    teacher_diversity ?? undefined,
    student?.margin_after ?? undefined,
  ];
}
