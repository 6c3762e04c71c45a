import { describeFault, type Fault } from "../base/errors.js";
import { FaultList } from "../base/fault-list.js";
import { type Setting, valueText } from "./design-scale.js";
import type { Study, StudyFactor } from "./study.js";

interface Found {
  fault: Fault;
  readonly settings: readonly Setting[];
  points: number;
}

/** Gathers what keeps points of a study from being run. Each fault is told once, however many points have it. */
export class PointFaults {
  private readonly found = new Map<string, Found>();
  private points = 0;

  constructor(private readonly study: Study) {}

  /**
   * Takes what is wrong with one point; nothing, where all is well.
   *
   * @param shown the factor whose listed value, or end of a range, the point was made to show: of values that are refused
   * for one reason the message then names that one
   */
  add(faults: readonly Fault[], settings: readonly Setting[], shown?: StudyFactor): void {
    this.points += 1;
    for (const fault of faults) {
      const key = describeFault(fault).replace(/, got .*$/, "");
      const known = this.found.get(key);
      if (known === undefined) this.found.set(key, { fault, settings, points: 1 });
      else {
        known.points += 1;
        if (shown !== undefined && fault.place === shown.place) known.fault = fault;
      }
    }
  }

  get faults(): readonly Fault[] {
    const list = new FaultList();
    for (const found of this.found.values()) list.add(found.fault.message.split(" ")[0], this.told(found));
    return list.faults;
  }

  /** A fault of the scenario that some points have and others not names one that has it. */
  private told({ fault, settings, points }: Found): Fault {
    if (points === this.points || fault.place?.file === this.study.file) return fault;
    const values = settings.map(({ values }, f) => `${this.study.factors[f].name}=${values.map(valueText).join("/")}`);
    return { ...fault, message: `${fault.message} (where ${values.join(", ")})` };
  }
}
