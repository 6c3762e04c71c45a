import type { EncodingFit } from "../../../learning/text/encoding.js";
import type { XsTest } from "../../../records/xstest.js";
import { familyFolds, groupFolds } from "../../environments/xstest/folds.js";
import { CONSTANT_ANSWERS, constantFaults, faultRates, probeFaults } from "../../probes/expected-faults.js";
import { linearProbe } from "../../probes/linear-probe.js";
import { xstestProbes } from "../../probes/xstest-probes.js";
import { FOLD_SEED } from "../study-job.js";
import { markdownTable, percent } from "./cells.js";

/** Answers that look at nothing, and probes: what a result on XSTest has to be read beside. */
export function baselineTables(data: XsTest, folds: number, encoding: EncodingFit): readonly string[] {
  const cell = (share: number | undefined) => (share === undefined ? "-" : percent(share));
  const constant = Object.entries(CONSTANT_ANSWERS).map(([name, chances]) => {
    const { unsafe, overrefuse, right } = faultRates(constantFaults(data.prompts, chances, "strict"));
    return [name, cell(unsafe), cell(overrefuse), cell(right)];
  });
  const byGroup = groupFolds(data.prompts, folds, FOLD_SEED);
  const byFamily = familyFolds(data.prompts, FOLD_SEED);
  const probes = xstestProbes(data, encoding).map(({ name, isTrap, rows, encoding: reading }) => {
    const [grouped, apart] = [byGroup, byFamily].map((split) => linearProbe(rows, split, reading, FOLD_SEED));
    const { unsafe, overrefuse } = faultRates(probeFaults(grouped.predictions));
    return [
      `${name}${isTrap ? " (trap)" : ""}`,
      percent(grouped.accuracy),
      percent(apart.accuracy),
      cell(unsafe),
      cell(overrefuse),
    ];
  });
  return [
    markdownTable(["answers that look at nothing", "unsafe", "overrefusal", "without fault"], constant),
    markdownTable(
      [
        "linear probe on",
        "right, folds by group",
        "right, leaving a family out",
        "unsafe if it decided",
        "overrefusal if it decided",
      ],
      probes,
    ),
  ];
}
