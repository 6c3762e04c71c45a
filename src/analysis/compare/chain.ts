import { type Answer, answer } from "../statistics/answer.js";

/** The answer worked out further, where there is one. */
export function chain<T, U>(first: Answer<T>, next: (value: T) => Answer<U>): Answer<U> {
  return first.defined ? next(first.value) : first;
}

/** The same where the second step always has an answer. */
export function mapped<T, U>(first: Answer<T>, change: (value: T) => U): Answer<U> {
  return first.defined ? answer(change(first.value)) : first;
}

/** The value, or `undefined`. */
export function valueIn<T>(found: Answer<T>): T | undefined {
  return found.defined ? found.value : undefined;
}
