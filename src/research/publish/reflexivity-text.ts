import { short } from "../../analysis/validity/words.js";
import type { Reflexivity } from "../reflexivity/reflexivity.js";
import type { PaperFigures } from "./paper-figures.js";
import type { PaperSection } from "./paper-sections.js";

/** What came of asking whether a finding survives being known. @param table name of the table of those runs */
export function reflexivityText(found: Reflexivity, table: string): PaperSection {
  return (f) => {
    const { finding, shadow, attacks, classification, epistemic_note, seeds, reactions, runs_plan } = found;
    const of = figureOf(f, found, table);
    const rows = [
      ...shadow.metrics.map(({ metric, outcome, difference, margin }) => {
        const limit = f.record(margin, `margin of ${metric}`, short(margin));
        return `| known | ${f.quote(metric, "figure")} | ${outcome} | ${of("known", metric, difference.estimate)} | ${limit} |`;
      }),
      ...attacks.attacks.flatMap(({ strategy, metrics }) =>
        metrics.map(({ metric, outcome, degradation, threshold }) => {
          const limit = f.record(threshold, `threshold of ${metric}`, short(threshold));
          return `| ${strategy} | ${metric} | ${outcome} | ${of(strategy, metric, degradation.estimate)} | ${limit} |`;
        }),
      ),
    ];
    return [
      "## Reflexivity",
      `Does it survive being known? The finding on ${f.quote(finding.claim, "claim")} was made known to the population over ${f.record(seeds.count, "seeds of the reflexivity runs")} of the same seeds: once to members that act on it, once per strategy to members that attack it (${f.quote(reactions.source, "reactions")}). It is ${classification}: ${epistemic_note} None of this was announced before the first run. The rows of these runs carry ${f.ledger.words(runs_plan, "record", "plan of the reflexivity runs")}.`,
      `| among | figure | outcome | change | margin or threshold |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}`,
    ].join("\n\n");
  };
}

function figureOf(f: PaperFigures, { runs }: Reflexivity, table: string) {
  const rowsOf = (arm: string) => {
    const found = runs[arm];
    return found === undefined ? undefined : `${found.first}-${found.last}`;
  };
  return (arm: string, column: string, estimate: { readonly defined: boolean; readonly value?: number }) => {
    if (estimate.value === undefined) return "not defined";
    const [own, against] = [rowsOf(arm), rowsOf("withheld")];
    return f.ledger.figure(short(estimate.value), estimate.value, {
      kind: "result",
      what: `reflexivity: change of ${column}`,
      column,
      arm,
      versus: "withheld",
      table,
      ...(own !== undefined && { runs: own }),
      ...(against !== undefined && { against }),
    });
  };
}
