import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TracewellError } from "#domain/errors.ts";
import type {
  EventIndexReader,
  EventIndexWriter,
  IndexEntry,
  IndexExpression,
  IndexHit,
  IndexSupports,
  SearchRequest,
} from "#storage/index/event-index.ts";
import { indexAction, looseEntry, questions } from "./event-index-arbitraries.ts";
import type { IndexAction, LooseEntry, Questions } from "./event-index-arbitraries.ts";
import { EventIndexOracle } from "./event-index-oracle.ts";
import { packBatch } from "./pack-batch.ts";

/** A store of its own, empty at first; disposing closes it and removes its data. */
export interface EventIndexStore extends AsyncDisposable {
  readonly reader: EventIndexReader;
  readonly writer: EventIndexWriter;
  /** Closes both halves and opens them again on the same data. */
  reopen(): Promise<void>;
}

export interface EventIndexSuite {
  readonly name: string;
  readonly open: () => Promise<EventIndexStore>;
  readonly supports: IndexSupports;
  /** Waits until what was written is visible; at once where visibility is immediate. */
  readonly settle: (store: EventIndexStore) => Promise<void>;
}

const ALL: IndexExpression = { kind: "all" };
const EVERYTHING: SearchRequest = { expression: ALL, order: "oldest", limit: 1_000 };

/** Registers the tests that every adapter of the event index must pass. */
export function describeEventIndexContract(suite: EventIndexSuite): void {
  describe(`event index: ${suite.name}`, () => {
    describeWriting(suite);
    describeSearching(suite);
    describeCounting(suite);
    describeClosing(suite);
    describeModel(suite);
  });
}

function entry(
  seq: number,
  timeMs: number,
  tokens = "w:pay",
  ids: readonly string[] = [],
): IndexEntry {
  const identifiers = ids.map((id) => ({ objectType: "order", id, skeleton: id }));
  return { seq, timeMs, tokens, identifiers };
}

function token(text: string): IndexExpression {
  return { kind: "token", token: text };
}

async function fill(
  suite: EventIndexSuite,
  store: EventIndexStore,
  entries: readonly IndexEntry[],
  segmentFirstSeq = 1,
  ledger = "main",
): Promise<void> {
  await store.writer.index({ ledger, segmentFirstSeq, entries });
  await suite.settle(store);
}

async function seqs(store: EventIndexStore, request: Partial<SearchRequest>): Promise<number[]> {
  const hits = await store.reader.search({ ...EVERYTHING, ...request });
  return hits.map((hit) => hit.seq);
}

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  const error = await work().then(
    () => null,
    (reason: TracewellError) => reason,
  );
  return error?.code ?? "resolved";
}

function describeWriting(suite: EventIndexSuite): void {
  test("declares what it supports", async () => {
    await using store = await suite.open();
    expect(store.reader.supports).toEqual(suite.supports);
  });

  test("an empty index answers with nothing", async () => {
    await using store = await suite.open();
    expect(await store.reader.search(EVERYTHING)).toEqual([]);
    expect(await store.reader.count({ expression: ALL })).toBe(0);
    expect(await store.reader.watermarks()).toEqual([]);
    expect(await store.writer.watermark("main")).toBe(0);
    expect(await store.writer.position("main")).toEqual({ ledger: "main", throughSeq: 0 });
  });

  test("moves the watermark with the records", async () => {
    await using store = await suite.open();
    await fill(suite, store, [entry(1, 5), entry(2, 3)]);
    expect(await store.writer.watermark("main")).toBe(2);
    expect(await store.reader.watermarks()).toEqual([{ ledger: "main", throughSeq: 2 }]);
  });

  test("keeps the checksum of the record at the watermark, and forgets it with the next", async () => {
    await using store = await suite.open();
    const batch = { ledger: "main", segmentFirstSeq: 1 };
    await store.writer.index({ ...batch, entries: [entry(1, 5)], lastChecksum: "0a1b2c3d" });
    await store.writer.index({ ...batch, entries: [entry(1, 5)], lastChecksum: "ffffffff" });
    await suite.settle(store);
    const at1 = { ledger: "main", throughSeq: 1, checksum: "0a1b2c3d" };
    expect(await store.reader.watermarks()).toEqual([at1]);
    expect(await store.writer.position("main")).toEqual(at1);
    await store.writer.index({ ...batch, entries: [entry(2, 6)], lastChecksum: "4e5f6071" });
    await suite.settle(store);
    const at2 = { ledger: "main", throughSeq: 2, checksum: "4e5f6071" };
    expect(await store.reader.watermarks()).toEqual([at2]);
    await fill(suite, store, [entry(3, 7)]);
    expect(await store.reader.watermarks()).toEqual([{ ledger: "main", throughSeq: 3 }]);
  });

  test("ignores records at or below the watermark", async () => {
    await using store = await suite.open();
    await fill(suite, store, [entry(1, 5), entry(2, 3)]);
    await fill(suite, store, [entry(1, 5), entry(2, 3), entry(3, 4)]);
    await fill(suite, store, [entry(2, 3)]);
    expect(await seqs(store, {})).toEqual([2, 3, 1]);
  });

  test("refuses a hole above the watermark, and stays usable", async () => {
    await using store = await suite.open();
    await fill(suite, store, [entry(1, 5)]);
    expect(await codeOf(() => fill(suite, store, [entry(3, 6)]))).toBe("internal");
    expect(await codeOf(() => fill(suite, store, [entry(2, 6), entry(4, 6)]))).toBe("internal");
    await fill(suite, store, [entry(2, 6)]);
    expect(await seqs(store, {})).toEqual([1, 2]);
  });

  test("takes packed batches: repeats are ignored, holes refused, the checksum kept", async () => {
    await using store = await suite.open();
    const batch = { ledger: "main", segmentFirstSeq: 1, lastChecksum: "0a1b2c3d" };
    const records = [entry(1, 5, "w:pay w:čeština", ["A1"]), entry(2, 3, ""), entry(3, 4)];
    await store.writer.index(packBatch({ ...batch, entries: records.slice(0, 2) }));
    await store.writer.index(packBatch({ ...batch, entries: records }));
    await store.writer.index(packBatch({ ...batch, entries: [] }));
    const hole = packBatch({ ...batch, entries: [entry(5, 6)] });
    expect(await codeOf(() => store.writer.index(hole))).toBe("internal");
    await suite.settle(store);
    expect(await seqs(store, {})).toEqual([2, 3, 1]);
    expect(await seqs(store, { expression: token("w:čeština") })).toEqual([1]);
    expect(await seqs(store, { expression: token("w:pay") })).toEqual([3, 1]);
    expect(await store.reader.identifiers(ANY_IDENTIFIER)).toHaveLength(1);
    expect(await store.writer.position("main")).toEqual({
      ledger: "main",
      throughSeq: 3,
      checksum: "0a1b2c3d",
    });
  });

  test("begins at the first segment that the ledger still has", async () => {
    await using store = await suite.open();
    await fill(suite, store, [entry(501, 5), entry(502, 6)], 501);
    expect(await store.writer.watermark("main")).toBe(502);
    expect(await seqs(store, {})).toEqual([501, 502]);
  });

  test("keeps everything over a reopening", async () => {
    await using store = await suite.open();
    await fill(suite, store, [entry(1, 5, "w:one", ["A1"]), entry(2, 3, "w:two")]);
    const before = await store.reader.digest();
    await store.reopen();
    expect(await store.writer.watermark("main")).toBe(2);
    expect(await seqs(store, { expression: token("w:two") })).toEqual([2]);
    expect(await store.reader.digest()).toBe(before);
  });

  test("drops whole partitions that end below a position, never the newest", async () => {
    await using store = await suite.open();
    await fill(suite, store, [entry(1, 1), entry(2, 2)]);
    await fill(suite, store, [entry(3, 3), entry(4, 4)], 3);
    await fill(suite, store, [entry(5, 5)], 5);
    await store.writer.dropBefore("main", 4);
    await suite.settle(store);
    expect(await seqs(store, {})).toEqual([3, 4, 5]);
    await store.writer.dropBefore("main", 1_000);
    await suite.settle(store);
    expect(await seqs(store, {})).toEqual([5]);
    expect(await store.writer.watermark("main")).toBe(5);
  });

  test("clears to an empty index", async () => {
    await using store = await suite.open();
    await fill(suite, store, [entry(1, 1, "w:one", ["A1"])]);
    await store.writer.clear();
    await suite.settle(store);
    expect(await store.reader.watermarks()).toEqual([]);
    expect(await store.reader.identifiers(ANY_IDENTIFIER)).toEqual([]);
    await fill(suite, store, [entry(1, 9, "w:other")]);
    expect(await seqs(store, { expression: token("w:one") })).toEqual([]);
    expect(await seqs(store, { expression: token("w:other") })).toEqual([1]);
  });
}

const ANY_IDENTIFIER = { from: "", to: "\u{10ffff}", reversed: false, limit: 100 };

function describeSearching(suite: EventIndexSuite): void {
  test("merges ledgers and partitions that overlap in time, page by page", async () => {
    await using store = await suite.open();
    const partitions = 6;
    const recordsEach = 40;
    for (const ledger of ["main", "second"]) {
      for (let partition = 0; partition < partitions; partition += 1) {
        const first = partition * recordsEach + 1;
        // Five milliseconds in all: every partition holds many records of each.
        const entries = Array.from({ length: recordsEach }, (_, place) =>
          entry(first + place, (place * 3 + partition) % 5, place % 2 === 0 ? "w:even" : "w:odd"),
        );
        await fill(suite, store, entries, first, ledger);
      }
    }
    for (const compacted of [false, true]) {
      if (compacted) await compactWhole(store.writer);
      for (const order of ["newest", "oldest"] as const) {
        for (const expression of [ALL, token("w:even")]) {
          const request = { ...EVERYTHING, expression, order };
          const whole = await store.reader.search(request);
          expect(whole).toHaveLength(partitions * recordsEach * (expression === ALL ? 2 : 1));
          const places = whole.map(({ timeMs, ledger, seq }) => [timeMs, ledger, seq] as const);
          const sorted = places.toSorted(comparePlaces);
          expect(places).toEqual(order === "oldest" ? sorted : sorted.toReversed());
          // A page of 40 ends where one partition's part of a millisecond does; one of 7 never.
          for (const limit of [7, 40]) {
            expect(await pagesOf(store, { ...request, limit })).toEqual(whole);
          }
        }
      }
    }
  });

  test("orders by time, then ledger, then seq, in both directions", async () => {
    await using store = await suite.open();
    await fill(suite, store, [entry(1, 7), entry(2, -3), entry(3, 7)]);
    await fill(suite, store, [entry(1, 7), entry(2, 8)], 1, "second");
    const oldest = await store.reader.search(EVERYTHING);
    expect(oldest.map(({ timeMs, ledger, seq }) => `${timeMs} ${ledger} ${seq}`)).toEqual([
      "-3 main 2",
      "7 main 1",
      "7 main 3",
      "7 second 1",
      "8 second 2",
    ]);
    const newest = await store.reader.search({ ...EVERYTHING, order: "newest" });
    expect(newest).toEqual(oldest.toReversed());
  });

  test("pages meet without a gap or a repeat", async () => {
    await using store = await suite.open();
    const entries = Array.from({ length: 300 }, (_, index) => entry(index + 1, (index * 7) % 11));
    await fill(suite, store, entries.slice(0, 150));
    await fill(suite, store, entries.slice(150), 151);
    for (const order of ["newest", "oldest"] as const) {
      const whole = await store.reader.search({ ...EVERYTHING, order });
      expect(whole).toHaveLength(300);
      const paged = await pagesOf(store, { ...EVERYTHING, order, limit: 7 });
      expect(paged).toEqual(whole);
    }
  });

  test("sees nothing after the positions of the request", async () => {
    await using store = await suite.open();
    await fill(suite, store, [entry(1, 1), entry(2, 2)]);
    await fill(suite, store, [entry(3, 3)], 3);
    expect(await seqs(store, { throughSeq: { main: 2 } })).toEqual([1, 2]);
    expect(await seqs(store, { throughSeq: { main: 0 } })).toEqual([]);
    expect(await seqs(store, { throughSeq: { other: 0 } })).toEqual([1, 2, 3]);
  });

  test("time ranges are half-open", async () => {
    await using store = await suite.open();
    await fill(suite, store, [entry(1, 10), entry(2, 20), entry(3, 30)]);
    expect(await seqs(store, { fromMs: 10, toMs: 30 })).toEqual([1, 2]);
    expect(await seqs(store, { fromMs: 11 })).toEqual([2, 3]);
    expect(await seqs(store, { toMs: 10 })).toEqual([]);
  });

  test("keeps the millisecond of every year that an event can name", async () => {
    await using store = await suite.open();
    const days = ["9999-12-31", "2110-01-01", "1970-01-01", "1829-01-01", "0000-01-01"];
    const times = days.map((day) => Date.parse(`${day}T23:59:59.999Z`));
    await fill(
      suite,
      store,
      times.map((timeMs, index) => entry(index + 1, timeMs)),
    );
    const hits = await store.reader.search(EVERYTHING);
    expect(hits.map((hit) => hit.timeMs)).toEqual(times.toReversed());
  });

  test("scans identifiers from either end, each once", async () => {
    await using store = await suite.open();
    await fill(suite, store, [entry(1, 1, "w:a", ["AB1", "AC1"]), entry(2, 2, "w:a", ["AB1"])]);
    await fill(suite, store, [entry(3, 3, "w:a", ["AB1", "XB2"])], 3);
    const forward = await store.reader.identifiers({ ...ANY_IDENTIFIER, from: "AB", to: "AD" });
    expect(forward.map(({ id }) => id)).toEqual(["AB1", "AC1"]);
    const backward = await store.reader.identifiers({
      ...ANY_IDENTIFIER,
      from: "1",
      to: "2",
      reversed: true,
    });
    expect(backward.map(({ id }) => id)).toEqual(["AB1", "AC1"]);
    expect(await store.reader.identifiers({ ...ANY_IDENTIFIER, limit: 1 })).toHaveLength(1);
  });
}

function comparePlaces(
  [timeMs, ledger, seq]: readonly [number, string, number],
  [otherMs, otherLedger, otherSeq]: readonly [number, string, number],
): number {
  if (timeMs !== otherMs) return timeMs - otherMs;
  if (ledger !== otherLedger) return ledger < otherLedger ? -1 : 1;
  return seq - otherSeq;
}

/** All hits, page by page. */
async function pagesOf(store: EventIndexStore, request: SearchRequest): Promise<IndexHit[]> {
  const paged: IndexHit[] = [];
  for (;;) {
    const after = paged.at(-1);
    const page = await store.reader.search({ ...request, ...(after && { after }) });
    if (page.length === 0) return paged;
    paged.push(...page);
  }
}

function describeCounting(suite: EventIndexSuite): void {
  test("refuses a histogram of more buckets than asked for", async () => {
    await using store = await suite.open();
    await fill(suite, store, [entry(1, -1), entry(2, 0), entry(3, 1), entry(4, 25)]);
    const request = { expression: ALL, bucketMs: 10 };
    expect(await store.reader.histogram({ ...request, bucketsMax: 3 })).toEqual([
      { startMs: -10, count: 1 },
      { startMs: 0, count: 2 },
      { startMs: 20, count: 1 },
    ]);
    const refused = codeOf(() => store.reader.histogram({ ...request, bucketsMax: 2 }));
    expect(await refused).toBe("invalid-parameter");
  });

  test("facets list the most frequent values, then by value", async () => {
    await using store = await suite.open();
    await fill(suite, store, [
      entry(1, 1, "y:b w:x"),
      entry(2, 2, "y:b"),
      entry(3, 3, "y:a w:x"),
      entry(4, 4, "y:c w:x"),
    ]);
    expect(
      await store.reader.facets({ expression: ALL, prefixes: ["y:", "z:"], valuesMax: 2 }),
    ).toEqual({
      "y:": [
        { value: "b", count: 2 },
        { value: "a", count: 1 },
      ],
      "z:": [],
    });
    expect(
      await store.reader.facets({ expression: token("w:x"), prefixes: ["y:"], valuesMax: 3 }),
    ).toEqual({ "y:": ["a", "b", "c"].map((value) => ({ value, count: 1 })) });
  });
}

function describeClosing(suite: EventIndexSuite): void {
  test("every method of a closed store says so, and closing again does nothing", async () => {
    await using store = await suite.open();
    const { reader, writer } = store;
    await fill(suite, store, [entry(1, 1)]);
    await reader.close();
    await writer.close();
    await reader.close();
    await writer.close();
    const calls: Record<string, () => Promise<unknown>> = {
      search: () => reader.search(EVERYTHING),
      count: () => reader.count({ expression: ALL }),
      histogram: () => reader.histogram({ expression: ALL, bucketMs: 1, bucketsMax: 1 }),
      facets: () => reader.facets({ expression: ALL, prefixes: ["y:"], valuesMax: 1 }),
      identifiers: () => reader.identifiers(ANY_IDENTIFIER),
      identifiersOfEach: () => reader.identifiersOfEach([ANY_IDENTIFIER]),
      watermarks: () => reader.watermarks(),
      digest: () => reader.digest(),
      index: () => writer.index({ ledger: "main", segmentFirstSeq: 1, entries: [entry(2, 2)] }),
      watermark: () => writer.watermark("main"),
      position: () => writer.position("main"),
      dropBefore: () => writer.dropBefore("main", 1),
      clear: () => writer.clear(),
    };
    const codes = Object.fromEntries(
      await Promise.all(
        Object.entries(calls).map(async ([name, call]) => [name, await codeOf(call)]),
      ),
    );
    expect(codes).toEqual(Object.fromEntries(Object.keys(calls).map((name) => [name, "closed"])));
  });
}

/** Stores opened by one property are many: fewer runs, each of many questions. */
const MODEL_RUNS = 40;
const QUESTIONS_AFTER_EACH_ACTION = 4;

function describeModel(suite: EventIndexSuite): void {
  test("answers like the oracle whatever is written and asked", async () => {
    const step = fc.tuple(
      indexAction,
      fc.array(questions, {
        minLength: QUESTIONS_AFTER_EACH_ACTION,
        maxLength: QUESTIONS_AFTER_EACH_ACTION,
      }),
    );
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        await using store = await suite.open();
        const oracle = new EventIndexOracle();
        const ledgers = new LedgerModel();
        for (const [action, asked] of steps) {
          await perform(action, store, oracle, ledgers);
          await suite.settle(store);
          for (const question of asked) hits += await compareAnswers(store, oracle, question);
        }
      }),
      { numRuns: MODEL_RUNS },
    );
    expect(hits).toBeGreaterThan(MODEL_RUNS);
  }, 300_000);

  test("gives the same digest however the records were batched, another for other records", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(looseEntry, { minLength: 1, maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 10 }),
        async (loose, sizes) => {
          const entries = loose.map((found, index) => ({ ...found, seq: index + 1 }));
          await using whole = await suite.open();
          await fill(suite, whole, entries);
          await using pieces = await suite.open();
          let start = 0;
          for (let turn = 0; start < entries.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            const piece = entries.slice(start, start + size);
            const batch = { ledger: "main", segmentFirstSeq: 1, entries: piece };
            await pieces.writer.index(turn % 2 === 0 ? packBatch(batch) : batch);
            await suite.settle(pieces);
            start += size;
          }
          const digest = await whole.reader.digest();
          expect(await pieces.reader.digest()).toBe(digest);
          await fill(suite, pieces, [entry(entries.length + 1, 0)]);
          expect(await pieces.reader.digest()).not.toBe(digest);
        },
      ),
      { numRuns: 20 },
    );
  }, 120_000);
}

/** Gives loose entries their places, as a ledger would. */
class LedgerModel {
  readonly #entries = new Map<string, IndexEntry[]>();
  readonly #segments = new Map<string, number>();

  /** The next batch; repeats never reach back behind its segment. */
  batch(action: IndexAction & { kind: "index" }): {
    ledger: string;
    segmentFirstSeq: number;
    entries: IndexEntry[];
  } {
    const { ledger, roll, repeated } = action;
    const written = this.#entries.get(ledger) ?? [];
    const nextSeq = written.length + 1;
    const fresh = action.entries.map((loose: LooseEntry, index) => ({
      ...loose,
      seq: nextSeq + index,
    }));
    const segmentFirstSeq = roll && fresh.length > 0 ? nextSeq : (this.#segments.get(ledger) ?? 1);
    const again = written.slice(Math.max(segmentFirstSeq - 1, written.length - repeated));
    this.#entries.set(ledger, [...written, ...fresh]);
    this.#segments.set(ledger, segmentFirstSeq);
    return { ledger, segmentFirstSeq, entries: [...again, ...fresh] };
  }

  clear(): void {
    this.#entries.clear();
    this.#segments.clear();
  }
}

/** Pages tidied at a time. */
const COMPACT_PAGES = 1_000;

async function compactWhole(writer: EventIndexWriter): Promise<void> {
  let more = true;
  while (more) more = await writer.compact(COMPACT_PAGES);
}

async function perform(
  action: IndexAction,
  store: EventIndexStore,
  oracle: EventIndexOracle,
  ledgers: LedgerModel,
): Promise<void> {
  switch (action.kind) {
    case "index": {
      const entries = ledgers.batch(action);
      const batch = action.packed ? packBatch(entries) : entries;
      await store.writer.index(batch);
      await oracle.index(batch);
      break;
    }
    case "drop":
      await store.writer.dropBefore(action.ledger, action.seq);
      await oracle.dropBefore(action.ledger, action.seq);
      break;
    case "reopen":
      await store.reopen();
      break;
    case "compact":
      await compactWhole(store.writer);
      break;
    default:
      await store.writer.clear();
      await oracle.clear();
      ledgers.clear();
  }
}

/** Compares one answer of every kind; returns the number of hits seen, to prove that there were some. */
async function compareAnswers(
  store: EventIndexStore,
  oracle: EventIndexOracle,
  asked: Questions,
): Promise<number> {
  const answers = async (reader: EventIndexReader): Promise<Record<string, unknown>> => ({
    search: await reader.search(asked.search),
    count: await reader.count(asked.count),
    histogram: await reader.histogram(asked.histogram).catch((error: TracewellError) => error.code),
    facets: await reader.facets(asked.facets),
    identifiers: await reader.identifiers(asked.identifiers),
    ofEach: await reader.identifiersOfEach([asked.identifiers, ANY_IDENTIFIER]),
    watermarks: await reader.watermarks(),
  });
  const expected = await answers(oracle);
  expect(await answers(store.reader)).toEqual(expected);
  return Array.isArray(expected["search"]) ? expected["search"].length : 0;
}
