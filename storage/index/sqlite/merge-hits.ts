import type { IndexHit, SortOrder } from "../event-index.ts";

/** Hits taken from one partition at first; most pages are no longer. */
const FIRST_SLICE_HITS = 128;

/** Of longer pages this part is taken at first, then the rest: some queries cost as much for one hit as for all. */
const FIRST_PART = 1 / 4;

/** A partition's hits, asked for only when the page reaches its extent. */
export interface HitSource {
  readonly timeMsMin: number;
  readonly timeMsMax: number;
  /** At most `limit` hits in the page's order, behind `last` when given; fewer only at the end. */
  read(limit: number, last?: IndexHit): IndexHit[];
}

/** Compares in the total order (time, ledger, seq), oldest first. Ledger names compare by code unit. */
export function compareHits(a: IndexHit, b: IndexHit): number {
  if (a.timeMs !== b.timeMs) return a.timeMs - b.timeMs;
  if (a.ledger !== b.ledger) return a.ledger < b.ledger ? -1 : 1;
  return a.seq - b.seq;
}

/** Merges sources into one page. A source whose extent lies behind the whole page is never read. */
export function mergeHits(
  sources: readonly HitSource[],
  order: SortOrder,
  limit: number,
): IndexHit[] {
  const sign = order === "newest" ? -1 : 1;
  const beginOf = (source: HitSource): number =>
    sign * (order === "newest" ? source.timeMsMax : source.timeMsMin);
  const waiting = sources.toSorted((a, b) => beginOf(a) - beginOf(b));
  const cursors: HitCursor[] = [];
  const page: IndexHit[] = [];
  let started = 0;
  while (page.length < limit) {
    let best = firstOf(cursors, sign);
    for (let source = waiting[started]; source !== undefined; source = waiting[started]) {
      if (best !== undefined && beginOf(source) > sign * best.timeMs) break;
      started += 1;
      cursors.push(new HitCursor(source, limit));
      best = firstOf(cursors, sign);
    }
    if (best === undefined) break;
    page.push(best);
    for (const cursor of cursors) if (cursor.hit === best) cursor.advance();
  }
  return page;
}

/** A page overlaps few partitions, so a plain look at each beats a heap. */
function firstOf(cursors: readonly HitCursor[], sign: number): IndexHit | undefined {
  let best: IndexHit | undefined;
  for (const { hit } of cursors) {
    if (hit === undefined) continue;
    if (best === undefined || sign * compareHits(hit, best) < 0) best = hit;
  }
  return best;
}

/** Reads a source in slices, so that no statement stays open while other partitions are read. */
class HitCursor {
  readonly #source: HitSource;
  readonly #pageMax: number;
  #sliceMax: number;
  #slice: IndexHit[];
  #index = 0;

  constructor(source: HitSource, pageMax: number) {
    this.#source = source;
    this.#pageMax = pageMax;
    this.#sliceMax = Math.min(pageMax, Math.max(FIRST_SLICE_HITS, Math.ceil(pageMax * FIRST_PART)));
    this.#slice = source.read(this.#sliceMax);
  }

  get hit(): IndexHit | undefined {
    return this.#slice[this.#index];
  }

  advance(): void {
    this.#index += 1;
    if (this.#index < this.#slice.length || this.#slice.length < this.#sliceMax) return;
    const last = this.#slice.at(-1);
    this.#sliceMax = this.#pageMax;
    this.#slice = this.#source.read(this.#sliceMax, last);
    this.#index = 0;
  }
}
