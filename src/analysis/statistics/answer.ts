/** A figure that the data may not define; then it says why, in words fit for the screen. Neither NaN nor infinity. */
export type Answer<T> =
  | { readonly defined: true; readonly value: T }
  | { readonly defined: false; readonly why: string };

export function answer<T>(value: T): Answer<T> {
  return { defined: true, value };
}

export function lacking(why: string): Answer<never> {
  return { defined: false, why };
}
