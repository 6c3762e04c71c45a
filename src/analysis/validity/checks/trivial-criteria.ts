import { judge, type Verdict } from "../../../metrics/criteria.js";
import { type AllRejectRun, allReject } from "../all-reject.js";
import { defineCheck } from "../check.js";
import { listed, short } from "../words.js";

/** Criteria about the size of a run, which no behaviour can fail. */
const SIZES = ["min_epochs", "min_agents"];

/** A criterion that doing nothing would meet, with the figure that it is then held against. */
interface Met {
  readonly key: string;
  readonly limit: number;
  readonly measured: number;
  /** The verdict by our own reading: not checkable where the figure is a mean over nothing. */
  readonly here: Verdict["verdict"];
}

/** The scenario's criteria, held against a population that rejects everything: it does no harm, and no work. */
export const trivialCriteria = defineCheck({
  name: "trivial_criteria",
  summary:
    "success criteria none of which a population that rejects everything would fail; one that it fails, such as a welfare above 0, settles it",
  watch(context) {
    const criteria = Object.fromEntries(
      Object.entries(context.scenario.spec.success_criteria).filter(([key]) => !SIZES.includes(key)),
    );
    let most = 0;
    return {
      run({ counts }) {
        most = Math.max(most, counts.interactions);
      },
      *remarks() {
        const met = metByNobody(criteria, allReject(context, most));
        if (met.length === 0) return;
        yield {
          severity: "warning",
          message: `a population that rejects everything would not fail ${listed(met.map(partOf))}`,
          evidence: {
            criteria: met.map(({ key }) => key),
            limits: met.map(({ limit }) => limit),
            measured: met.map(({ measured }) => measured),
            verdicts_here: met.map(({ here }) => here),
            verdicts_with_means_over_nothing_as_0: met.map(() => "PASS"),
          },
          advice:
            "Add a criterion that takes useful work to meet, such as min_net_social_welfare or acceptance_rate_min.",
        };
      },
    };
  },
});

/** The criteria that such a run meets, none if it fails any. */
function metByNobody(
  criteria: Readonly<Record<string, number>>,
  { undefinedMeans, zeroMeans }: AllRejectRun,
): readonly Met[] {
  const here = judge(criteria, undefinedMeans);
  const there = judge(criteria, zeroMeans);
  if (there.some(({ verdict }) => verdict === "FAIL")) return [];
  return there.flatMap((verdict, at) => {
    if (verdict.verdict !== "PASS") return [];
    const { key, limit, measured } = verdict;
    return [{ key, limit, measured, here: here[at]?.verdict ?? "not checkable" }];
  });
}

function partOf({ key, measured, limit }: Met): string {
  return `${key} (${short(measured)}, limit ${short(limit)})`;
}
