/** Where a fault lies: a file, and a line and column in it (both from 1). */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** One thing that is wrong with what the user gave us, and where. */
export interface Fault {
  readonly message: string;
  readonly place?: Place;
}

/** `file:line:column: message`, with what is known of the place. */
export function describeFault({ message, place }: Fault): string {
  const parts = [place?.file, place?.line, place?.column].filter((part) => part !== undefined);
  return parts.length === 0 ? message : `${parts.join(":")}: ${message}`;
}

/**
 * The user's input is wrong. Carries every fault found, not only the first. The command line prints the faults without
 * a stack and exits with 2; anything else that is thrown is a bug and keeps its stack.
 */
export class InputError extends Error {
  override readonly name: string = "InputError";
  readonly faults: readonly Fault[];

  constructor(faults: string | readonly Fault[]) {
    const list = typeof faults === "string" ? [{ message: faults }] : faults;
    super(list.map(describeFault).join("\n"));
    this.faults = list;
  }
}

/** A scenario file that cannot be run as it stands. */
export class ScenarioError extends InputError {
  override readonly name = "ScenarioError";
}

/** A table that cannot be read as what it claims to be. */
export class TableError extends InputError {
  override readonly name = "TableError";
}

/**
 * The program stopped on purpose: neither its code nor the user's input is wrong, and the message says all there is to
 * say (a budget is spent, an endpoint is down, a replayed run asks for what was not recorded). The command line prints
 * the message without a stack and exits with 1.
 */
export class StoppedError extends Error {
  override readonly name: string = "StoppedError";
}
