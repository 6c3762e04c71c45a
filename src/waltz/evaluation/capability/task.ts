/** A harmless task whose answer can be checked. */
export interface CapabilityTask {
  readonly id: string;
  /** Tasks of a kind are a group: a model that cannot do one can often not do the next. */
  readonly kind: string;
  readonly prompt: string;
  /** A number is looked for as the last one in the answer; of words, any must stand in it as a whole. */
  readonly accepts: number | readonly string[];
}

const NUMBER = /-?\d[\d,]*(?:\.\d+)?/g;

/** Whether the answer solves the task. Case, and commas between thousands, do not count. */
export function solves({ accepts }: CapabilityTask, answer: string): boolean {
  if (typeof accepts === "number") {
    const last = answer.match(NUMBER)?.at(-1);
    return last !== undefined && Number(last.replaceAll(",", "")) === accepts;
  }
  const words = ` ${answer.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ")} `;
  return accepts.some((word) => words.includes(` ${word.toLowerCase()} `));
}
