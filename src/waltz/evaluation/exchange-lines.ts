import type { RecordedExchange } from "./recorded-exchange.js";

/** A line for each exchange, with its line end, in the form that `parseRecorded` reads; people's labels go with it. */
export function exchangeLines(exchanges: readonly RecordedExchange[]): string {
  return exchanges.map((exchange) => `${JSON.stringify(lineOf(exchange))}\n`).join("");
}

function lineOf({ said, labels, rule, ...rest }: RecordedExchange): object {
  // What broke its form stays broken: an empty text is of no form.
  const feedback = said.map((one) => (one === "not asked" ? null : one === "invalid" ? "" : one));
  return { ...rest, ...(rule !== undefined && { rule }), feedback, ...(labels !== undefined && { labels }) };
}
