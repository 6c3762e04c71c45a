/**
 * Why a file cannot be read, for a message to the user.
 *
 * @param error what the file system threw; anything else is thrown again, as it is a bug or a fault of another kind
 * @param reasons in words of the caller's, by code
 */
export function whyUnreadable(error: unknown, reasons: Readonly<Record<string, string>> = {}): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return reasons[code] ?? (code === "ENOENT" ? "no such file" : `the file cannot be read (${code})`);
}
