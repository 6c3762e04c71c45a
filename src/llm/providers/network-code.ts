/** How far down the causes of a fault are looked at. */
const DEEPEST = 10;

/** The code of a network fault, such as `ECONNREFUSED`, anywhere among the causes; undefined where it is none. */
export function networkCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < DEEPEST; at = at.cause, depth += 1) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === "string" && /^(E[A-Z]+|UND_ERR_\w+)$/.test(code)) return code;
  }
  return undefined;
}
