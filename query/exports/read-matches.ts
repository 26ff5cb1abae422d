import type { RecordedEvent } from "#domain/events/event.ts";
import type { IndexPosition } from "#storage/index/event-index.ts";
import type { ExportedSearch } from "../answers/export-answers.ts";
import type { QuerySources } from "../query-sources.ts";
import { readRecords } from "../reading/read-records.ts";
import { scanMatches } from "../reading/scan-matches.ts";
import { TimeBox } from "../reading/time-box.ts";
import { type OpenSearch, openSearch, parseFilters } from "../search/open-search.ts";
import type { ExportContext } from "./export-work.ts";

/** Records of one piece: usually less than 2 MiB, written within a blink. */
export const PAGE_RECORDS_MAX = 1_024;

/** Of the records of one piece, as JSON: some have a megabyte, and a piece is one text in memory. */
const PAGE_CHARACTERS_MAX = 8 * 1024 * 1024;

/** Places whose records are read at once where they were spooled. */
const READ_AT_ONCE = 64;

/** Collects the records of a page until it holds enough. */
class PageRecords {
  readonly records: RecordedEvent[] = [];
  #characters = 0;

  /** False where no more is to be added. */
  add(record: RecordedEvent): boolean {
    this.records.push(record);
    this.#characters += JSON.stringify(record).length;
    return !this.isFull;
  }

  get isFull(): boolean {
    return this.records.length >= PAGE_RECORDS_MAX || this.#characters >= PAGE_CHARACTERS_MAX;
  }
}

/** Consecutive records of a walk. */
export interface RecordPage {
  readonly records: readonly RecordedEvent[];
  /** The last place that was looked at; null where there was none yet. */
  readonly position: IndexPosition | null;
  /** Places the index knows and no ledger at hand holds any more. */
  readonly missing: number;
}

type SearchParts = Pick<ExportContext, "sources" | "nowMs" | "positions">;

/** The search as it is put to the index, at the export's positions. Throws `invalid-query`, `invalid-parameter`. */
export async function openExportSearch(
  { sources, nowMs, positions }: SearchParts,
  what: ExportedSearch,
): Promise<OpenSearch> {
  return await openSearch(sources, parseFilters(what).tree, what, { nowMs, positions });
}

/** How many records match, where the index alone can tell; null where each must be looked at. */
export async function countMatches(
  sources: QuerySources,
  { expression, predicate, range }: OpenSearch,
): Promise<number | null> {
  return predicate === null ? await sources.index.count({ ...range, expression }) : null;
}

/**
 * Every record that matches, oldest first, after a position. Of a search that must look at records, pages
 * may be small or empty: they say how far it is.
 */
export async function* readMatches(
  sources: QuerySources,
  search: OpenSearch,
  after: IndexPosition | null,
): AsyncGenerator<RecordPage> {
  const predicate = search.predicate ?? (() => true);
  let position = after;
  for (;;) {
    const page = new PageRecords();
    const { records } = page;
    const timeBox = new TimeBox(sources.stopwatch, sources.scanBudgetMs);
    const scan = { ...search, predicate, order: "oldest" } as const;
    const from = position === null ? {} : { after: position };
    const { last, missing, ended } = await scanMatches(sources, { ...scan, ...from }, timeBox, {
      visit: (_hit, record) => page.add(record),
      isSatisfied: () => page.isFull,
    });
    position = last ?? position;
    if (records.length > 0 || missing > 0 || ended !== "all") yield { records, position, missing };
    if (ended === "all") return;
  }
}

/** Every record whose place was spooled, in the total order, after a position. */
export async function* readSpooled(
  { sources, spool }: Pick<ExportContext, "sources" | "spool">,
  after: IndexPosition | null,
): AsyncGenerator<RecordPage> {
  let position = after;
  for (let isEnd = false; !isEnd;) {
    const page = new PageRecords();
    let missing = 0;
    while (!isEnd && !page.isFull) {
      const places = spool.places(position, READ_AT_ONCE);
      const read = readRecords(sources.ledgers, places);
      for (const { record } of read.records) page.add(record);
      missing += read.missing;
      position = places.at(-1) ?? position;
      isEnd = places.length < READ_AT_ONCE;
    }
    if (page.records.length > 0 || missing > 0) yield { records: page.records, position, missing };
  }
}
