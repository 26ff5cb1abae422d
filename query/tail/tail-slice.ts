import { TracewellError } from "#domain/errors.ts";
import { presentEvent } from "#domain/events/present-event.ts";
import { parseRecord } from "#storage/ledger/read-records.ts";
import type { TailRequest, TailSlice } from "../query-engine.ts";
import type { QuerySources } from "../query-sources.ts";
import { TimeBox } from "../reading/time-box.ts";
import { compileMatcher } from "../search/compile-search.ts";
import { DocumentView } from "../search/document-view.ts";
import { parseSearch } from "../search/parse-search.ts";

/** Compiled queries kept: 500 clients over 50 distinct filters, and room for those that come and go. */
const MATCHERS_KEPT_MAX = 256;

/** Bytes read at once; a slice ends between reads when its time is up. */
const READ_BYTES_MAX = 1024 * 1024;
const READ_RECORDS_MAX = 512;

/** One slice's share of a reader thread: other questions wait no longer than this. */
const SLICE_TIME_MS = 200;

type Matcher = (view: DocumentView) => boolean;

/** Evaluates live queries; keeps what it compiled, least recently used first to go. */
export class TailReader {
  readonly #sources: QuerySources;
  readonly #matchers = new Map<string, Matcher>();

  constructor(sources: QuerySources) {
    this.#sources = sources;
  }

  /**
   * Reads on from `afterSeq`, in ledger order, at most `recordsMax` records. Every record up to
   * `throughSeq` was looked at; ask again from there. Throws `not-found` for an unknown ledger.
   */
  async slice(request: TailRequest): Promise<TailSlice> {
    const { ledger, afterSeq, headSeq, recordsMax, nowMs } = request;
    const reader = this.#sources.ledgers.get(ledger);
    if (reader === undefined) {
      throw new TracewellError("not-found", `There is no ledger ${ledger} here.`);
    }
    reader.advance(headSeq);
    const matchers = request.queries.map((query) => this.#matcher(query, nowMs));
    const items: TailSlice["items"][number][] = [];
    const timeBox = new TimeBox(this.#sources.stopwatch, SLICE_TIME_MS);
    let throughSeq = afterSeq;
    let left = recordsMax;
    while (left > 0 && throughSeq < headSeq) {
      const lines = reader.readBatch(throughSeq + 1, {
        recordsMax: Math.min(left, READ_RECORDS_MAX, headSeq - throughSeq),
        bytesMax: READ_BYTES_MAX,
      });
      for (const { seq, line } of lines) {
        const record = parseRecord(ledger, line);
        const view = new DocumentView(record, this.#sources.hashProtected);
        const queries = matchers.flatMap((matches, index) => (matches(view) ? [index] : []));
        if (queries.length > 0) items.push({ event: presentEvent(record), queries });
        throughSeq = seq;
      }
      left -= lines.length;
      if (lines.length === 0 || timeBox.isSpent) break;
      await timeBox.betweenSlices();
    }
    return { items, throughSeq };
  }

  #matcher(query: string, nowMs: number): Matcher {
    const known = this.#matchers.get(query);
    this.#matchers.delete(query);
    const { searchHash } = this.#sources;
    const matcher = known ?? compileMatcher(parseSearch(query), { nowMs, searchHash });
    // `now-1h` moves with every slice.
    if (/now/i.test(query)) return matcher;
    this.#matchers.set(query, matcher);
    const [oldest] = this.#matchers.keys();
    if (this.#matchers.size > MATCHERS_KEPT_MAX && oldest !== undefined) {
      this.#matchers.delete(oldest);
    }
    return matcher;
  }
}
