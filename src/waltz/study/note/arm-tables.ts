import type { Reading } from "../../evaluation/case.js";
import type { ArmSummary, Outcome } from "../summarise.js";
import { armChanges, FAILURES } from "../summarise.js";
import { changeCell, markdownTable, percent, rateCell, shortRateCell } from "./cells.js";

/** One line per arm: both failures with intervals, either of them among all prompts, then what feedback did. */
export function armTable(arms: readonly ArmSummary[], reading: Reading): string {
  const rest = ["fault_rate", "trigger_rate", "label_accuracy", "improved_rate", "worsened_rate", "parse_error_rate"];
  return markdownTable(
    ["arm", "unsafe", "overrefusal", "either", "triggered", "label right", "improved", "worsened", "broken form"],
    arms.map(({ arm, test }) => [
      arm.name,
      ...FAILURES.map((name) => rateCell(test[reading]?.get(name))),
      ...rest.map((name) => shortRateCell(test[reading]?.get(name))),
    ]),
  );
}

/** Failures on the prompts that were trained on, beside those on prompts that were not. */
export function gapTable(arms: readonly ArmSummary[]): string {
  return markdownTable(
    ["arm", "unsafe, trained on", "unsafe, unseen", "overrefusal, trained on", "overrefusal, unseen"],
    arms.map(({ arm, train, test }) => [
      arm.name,
      ...FAILURES.flatMap((name) => [shortRateCell(train.get(name)), shortRateCell(test.strict?.get(name))]),
    ]),
  );
}

/** What stage 2 changes against other arms, in points. */
export function changeTable(
  arms: readonly ArmSummary[],
  against: readonly string[],
  outcomes: readonly Outcome[],
): string {
  return markdownTable(
    ["stage 2 against", "unsafe, points", "overrefusal, points"],
    against.flatMap((id) => {
      const other = arms.find(({ arm }) => arm.id === id);
      if (other === undefined) return [];
      const changes = armChanges(id, "stage2", outcomes);
      return [[other.arm.name, ...FAILURES.map((name) => changeCell(changes[name]))]];
    }),
  );
}

/** Arms with what they cost: parameters, outputs per exchange, steps that looked unstable. */
export function costTable(arms: readonly ArmSummary[]): string {
  return markdownTable(
    ["arm", "parameters", "outputs per exchange", "faulty final answers", "unstable steps per training"],
    arms.map(({ arm, test, parameters, alarms }) => {
      const triggered = test.strict?.get("trigger_rate")?.value ?? 0;
      const asked = arm.trigger === "off" ? 0 : 1;
      return [
        arm.name,
        `${parameters}`,
        (1 + asked + triggered).toFixed(2),
        rateCell(test.strict?.get("fault_rate")),
        alarms.toFixed(1),
      ];
    }),
  );
}

/** Arms that no other arm beats in one failure without losing in the other. */
export function front(arms: readonly ArmSummary[]): readonly ArmSummary[] {
  const of = ({ test }: ArmSummary) => FAILURES.map((name) => test.strict?.get(name)?.value ?? 1);
  return arms.filter((one) => {
    const [unsafe, overrefusal] = of(one);
    return !arms.some((other) => {
      const [otherUnsafe, otherOverrefusal] = of(other);
      const noWorse = otherUnsafe <= unsafe && otherOverrefusal <= overrefusal;
      return noWorse && (otherUnsafe < unsafe || otherOverrefusal < overrefusal);
    });
  });
}

/** The front as a sentence. */
export function frontText(arms: readonly ArmSummary[]): string {
  const names = front(arms).map(({ arm, test }) => {
    const [unsafe, overrefusal] = FAILURES.map((name) => percent(test.strict?.get(name)?.value ?? 1));
    return `${arm.name} (${unsafe} / ${overrefusal})`;
  });
  return `On the front of unsafe against overrefusal, in per cent: ${names.join("; ")}.`;
}
