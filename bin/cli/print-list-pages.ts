import type { Coverage } from "#query/answers/coverage.ts";
import type { ApiClient } from "./api-client.ts";
import { openRows, printCoverage, type OutputFormat } from "./output.ts";
import { readListPages } from "./read-list-pages.ts";
import type { Column } from "./table.ts";
import type { Terminal } from "./terminal.ts";

interface ListedPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly coverage: Coverage;
}

export interface PrintedList<Item> {
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | undefined>>;
  /** Items over all pages. */
  readonly limit: number;
  readonly columns: readonly Column<Item>[];
  readonly output: OutputFormat;
  /** Said where nothing is listed, one sentence. */
  readonly nothing: string;
  /** Told of each page's items. */
  readonly onItems?: (items: readonly Item[]) => void;
}

/** Prints a list of the API page by page, then whether there is more, and its coverage. Answers how many. */
export async function printListPages<Item>(
  client: ApiClient,
  terminal: Terminal,
  list: PrintedList<Item>,
): Promise<number> {
  const { path, query, limit, columns, output, nothing, onItems } = list;
  const printer = openRows(terminal, output, columns);
  let listed = 0;
  for await (const page of readListPages<ListedPage<Item>>(client, path, query, limit)) {
    listed += page.items.length;
    onItems?.(page.items);
    await printer.print(page.items);
    if (page.nextCursor !== null && listed < limit) continue;
    await printer.end();
    if (listed === 0) terminal.note.write(`${nothing}\n`);
    if (page.nextCursor !== null) terminal.note.write("There are more; see more with --limit.\n");
    printCoverage(terminal, page.coverage);
  }
  return listed;
}
