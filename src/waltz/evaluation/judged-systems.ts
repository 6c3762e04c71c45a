import { InputError } from "../../base/errors.js";
import type { JudgedSystem } from "./benchmarks.js";
import { type Labeller, labelledCase, recordedLabeller } from "./labelling.js";
import type { RecordedExchange } from "./recorded-exchange.js";

/**
 * The exchanges as cases: of each system by people's labels where they are on record, then by each judge.
 *
 * @param done called after each label
 * @throws InputError where some exchanges have people's labels and others not, or none has and no judge is given
 */
export async function judgedSystems(
  exchanges: readonly RecordedExchange[],
  judges: readonly Labeller[],
  done: () => unknown = () => {},
): Promise<readonly JudgedSystem[]> {
  const labelled = exchanges.filter(({ labels }) => labels !== undefined);
  const bare = exchanges.find(({ labels }) => labels === undefined);
  if (labelled.length > 0 && bare !== undefined) {
    throw new InputError(`people's labels stand on some exchanges, but not on that with the id "${bare.id}"`);
  }
  const labellers = [...(labelled.length > 0 ? [recordedLabeller(labelled)] : []), ...judges];
  if (labellers.length === 0) throw new InputError("no labels stand in the record: name a --judge");
  const systems: JudgedSystem[] = [];
  for (const system of new Set(exchanges.map((exchange) => exchange.system))) {
    const own = exchanges.filter((exchange) => exchange.system === system);
    for (const labeller of labellers) {
      const cases: JudgedSystem["cases"][number][] = [];
      for (const exchange of own) {
        cases.push(await labelledCase(exchange, labeller));
        await done();
      }
      systems.push({ system, judge: labeller.name, says: labeller.says, cases });
    }
  }
  return systems;
}
