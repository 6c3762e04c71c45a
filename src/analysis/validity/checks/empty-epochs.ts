import { thousands } from "../../../base/thousands.js";
import type { FigureRow } from "../../../metrics/run-facts.js";
import { defineCheck } from "../check.js";
import type { Evidence, Severity } from "../finding.js";
import { counted, listed, percent } from "../words.js";

/** Shares of the epochs from which (included) a finding is a warning, and serious. */
const MANY = 0.1;
const MOST = 0.5;

/** Epochs that are named one by one, at most. */
const NAMED = 100;

/** Epochs in which there is nothing to measure. */
export const emptyEpochs = defineCheck({
  name: "empty_epochs",
  summary:
    "epochs without any interaction, or in which nothing was accepted: a warning from a tenth of the epochs on, serious from half of them on",
  watch() {
    const tally = { runs: 0, runsWith: 0, epochs: 0, empty: 0, unaccepted: 0 };
    let named: number[] = [];
    return {
      run({ counts, rows = [] }) {
        const empty = epochsWhere(rows, (row) => row.total_interactions === 0);
        const unaccepted = epochsWhere(rows, (row) => row.accepted_interactions === 0).length - empty.length;
        tally.runs += 1;
        tally.epochs += counts.epochs;
        tally.empty += counts.empty_epochs;
        tally.unaccepted += unaccepted;
        if (counts.empty_epochs + unaccepted > 0) tally.runsWith += 1;
        named = empty;
      },
      *remarks() {
        const { runs, runsWith, epochs, empty, unaccepted } = tally;
        if (runsWith === 0) return;
        const share = (empty + unaccepted) / epochs;
        const severity: Severity = share >= MOST ? "serious" : share >= MANY ? "warning" : "note";
        const parts = [
          ...(empty > 0 ? [`${counted(empty, "epoch")} without any interaction`] : []),
          ...(unaccepted > 0 ? [`${counted(unaccepted, "epoch")} in which nothing was accepted`] : []),
        ];
        const within = runs === 1 ? "" : `, in ${runsWith} of ${runs} runs`;
        const which: Record<string, Evidence> =
          runs === 1 && named.length > 0 && named.length <= NAMED ? { empty_epochs: named } : {};
        yield {
          severity,
          message: `${listed(parts)}, of ${thousands(epochs)} (${percent(share)})${within}`,
          evidence: { epochs, empty, without_acceptance: unaccepted, runs, runs_with_such_epochs: runsWith, ...which },
          advice: "Toxicity has no value there: read the pooled figures, and count the work that was not done.",
        };
      },
    };
  },
});

function epochsWhere(rows: readonly FigureRow[], holds: (row: FigureRow) => boolean): number[] {
  return rows.flatMap((row, epoch) => (holds(row) ? [epoch] : []));
}
