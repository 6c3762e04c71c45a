/** A place in an output where one of several tokens stands. */
interface Slot {
  readonly name: string;
  /** What each token means; at least one. Tokens are written as their index, in [0 (included), tokens.length (excluded)). */
  readonly tokens: readonly string[];
}

/** Which outputs there are: finite sequences of tokens, one slot after the other. */
export interface Grammar {
  readonly slots: readonly Slot[];
  /** The slot, by index, that follows after `tokens`; undefined where the output is complete. The first is never undefined. */
  next(tokens: readonly number[]): number | undefined;
}

/** Every complete output, in the order of their tokens. */
export function outputsOf(grammar: Grammar): readonly (readonly number[])[] {
  const complete = (tokens: readonly number[]): readonly (readonly number[])[] => {
    const slot = grammar.next(tokens);
    if (slot === undefined) return [tokens];
    return grammar.slots[slot].tokens.flatMap((_, token) => complete([...tokens, token]));
  };
  return complete([]);
}
