import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { Candidate } from "#query/answers/query-answers.ts";
import { findField, isObjectField } from "#query/search/search-fields.ts";
import type { ApiClient } from "../api-client.ts";
import type { CommandContext } from "../context.ts";
import { EVENT_COLUMNS } from "../event-columns.ts";
import { openRows, printCoverage, type OutputFormat } from "../output.ts";
import { readEventPages } from "../read-event-pages.ts";

/** Transactions that are named after the records of an object. */
const TRANSACTIONS_SHOWN = 10;

/** Prints the records that name an object, oldest first, and the transactions they belong to. */
export async function printObjectRecords(
  client: ApiClient,
  { objectType, id }: Candidate,
  options: { readonly output: OutputFormat },
  { terminal }: CommandContext,
): Promise<void> {
  const printer = openRows<EventAnswer>(terminal, options.output, EVENT_COLUMNS);
  const transactions = new Set<string>();
  const query = objectQuery(objectType, id);
  for await (const page of readEventPages(client, { query, order: "oldest" })) {
    await printer.print(page.items);
    for (const { transactionId } of page.items) {
      if (transactionId !== undefined && transactions.size <= TRANSACTIONS_SHOWN) {
        transactions.add(transactionId);
      }
    }
    if (page.nextCursor === null) printCoverage(terminal, page.coverage);
  }
  await printer.end();
  for (const transaction of [...transactions].slice(0, TRANSACTIONS_SHOWN)) {
    terminal.note.write(`Whole story: tracewell trace ${transaction}\n`);
  }
}

/** An object type that is no field of the language is found by its ID alone. */
function objectQuery(objectType: string, id: string): string {
  const quoted = `"${id.replaceAll(/["\\]/g, "\\$&")}"`;
  const field = findField(objectType);
  return field !== null && isObjectField(field) ? `${field}:${quoted}` : quoted;
}
