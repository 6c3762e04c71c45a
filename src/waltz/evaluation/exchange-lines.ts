import type { RecordedExchange } from "./recorded-exchange.js";

/** A line for each exchange, with its line end, in the form that `parseRecorded` reads; people's labels go with it. */
export function exchangeLines(exchanges: readonly RecordedExchange[]): string {
  return exchanges.map((exchange) => `${JSON.stringify(lineOf(exchange))}\n`).join("");
}

function lineOf(exchange: RecordedExchange): object {
  const { id, group, dataset, category, prompt, harmful, system, answers, said, labels, rule } = exchange;
  // What broke its form stays broken: an empty text is of no form.
  const feedback = said.map((one) => (one === "not asked" ? null : one === "invalid" ? "" : one));
  const told = { id, group, dataset, category, prompt, harmful, system, answers };
  return { ...told, ...(rule !== undefined && { rule }), feedback, ...(labels !== undefined && { labels }) };
}
