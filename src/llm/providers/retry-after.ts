/**
 * Seconds that the headers of a reply ask to wait, from a count or from a date, which counts from the time that the reply itself
 * bears. Undefined where they ask for nothing that can be read. Retry-After is RFC 9110, section 10.2.3; `retry-after-ms` is of
 * makers of models.
 */
export function retryAfter(header: (name: string) => string | null | undefined): number | undefined {
  const milliseconds = header("retry-after-ms");
  if (milliseconds && Number(milliseconds) >= 0) return Number(milliseconds) / 1000;
  const asked = header("retry-after");
  if (!asked) return undefined;
  if (/^\d+(\.\d+)?$/.test(asked)) return Number(asked);
  const wait = (Date.parse(asked) - Date.parse(header("date") ?? "")) / 1000;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
