import { describeFault, type Fault, InputError } from "../../base/errors.js";

/** Gathers what is wrong with several parts of an input, each told once, so that all of it is told together. */
export class GatheredFaults {
  private readonly faults = new Map<string, Fault>();

  /** What `work` returns; undefined where it finds faults, which are kept. */
  from<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.add(error.faults);
      return undefined;
    }
  }

  /** The same of work that takes its time. */
  async later<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.add(error.faults);
      return undefined;
    }
  }

  add(faults: readonly Fault[]): void {
    for (const fault of faults) this.faults.set(describeFault(fault), fault);
  }

  /** @throws InputError with all of them, where there are any */
  tell(): void {
    if (this.faults.size > 0) throw new InputError([...this.faults.values()]);
  }
}
