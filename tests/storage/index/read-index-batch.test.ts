import * as fc from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readRecordedEvent } from "#domain/events/recorded-event.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import type { IndexEntry } from "#storage/index/event-index.ts";
import { createIndexEntry } from "#storage/index/index-entry.ts";
import { IndexBatchReader } from "#storage/index/read-index-batch.ts";
import { RecentIdentifiers } from "#storage/index/recent-identifiers.ts";
import { unpackBatch } from "#storage/index/unpack-batch.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { eventOf, temporaryLedger } from "./temporary-ledger.ts";

const noHash = () => () => null;
const roots: string[] = [];

afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true });
});

/** A ledger of events as their producers wrote them, with the sources they came from. */
function ledgerOf(
  events: readonly { readonly json: string; readonly source: string }[],
): LedgerReader {
  const root = mkdtempSync(join(tmpdir(), "tracewell-read-"));
  roots.push(root);
  const directory = join(root, "main");
  const writer = openLedgerWriter({
    files: nodeFiles,
    directory,
    ledger: "main",
    clock: () => Date.UTC(2026, 0, 1),
  });
  for (const { json, source } of events) {
    const sourceJson = JSON.stringify({ name: source, format: "ndjson" });
    writer.stage({ sourceName: source, sourceJson, eventJson: json });
  }
  writer.commit();
  const reader = openLedgerReader({ files: nodeFiles, directory, ledger: "main" });
  reader.advance(writer.headSeq);
  writer.close();
  return reader;
}

const text = fc.oneof(
  fc.constantFrom("Payment captured", "it's (a|b)^2", "", " a  b ", "čeština", 'quo"ted', "A:B"),
  fc.string({ maxLength: 12 }),
);
const id = fc.constantFrom("TU80WKRYTI9QUMJ4", "tu80-wkryti9qumj4", "38-211449", "7", "Žďár");

/** Plain ones and others, as they come. */
const event = fc.record(
  {
    type: fc.constantFrom("order.placed", "payment.captured"),
    time: fc.constantFrom("2026-01-01T00:00:00.000Z", "2026-01-01T00:00:01.250Z"),
    transactionId: id,
    objects: fc.array(fc.record({ type: fc.constantFrom("order", "product"), id }), {
      maxLength: 3,
    }),
    actor: fc.record({ type: fc.constantFrom("customer", "staff"), id }),
    message: text,
    reason: text,
    level: fc.constantFrom("info", "WARN"),
    attributes: fc.dictionary(fc.constantFrom("store", "count", "note"), fc.oneof(text, fc.nat()), {
      maxKeys: 3,
    }),
    extra: fc.nat(),
  },
  { requiredKeys: ["type", "time"] },
);

function identifiersOf(all: readonly IndexEntry[]): Set<string> {
  return new Set(
    all.flatMap(({ identifiers }) => identifiers.map((found) => JSON.stringify(found))),
  );
}

function comparable({ timeMs, tokens }: IndexEntry): object {
  return { timeMs, tokens: tokens.split(" ").toSorted() };
}

test("packs from the ledger's bytes what parsing each event gives", () => {
  const events = fc.array(fc.record({ event, source: fc.constantFrom("api", "shop", "š") }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(events, fc.integer({ min: 1, max: 7 }), (given, recordsMax) => {
      const written = given.map(({ event: value, source }) => ({
        json: JSON.stringify(value),
        source,
      }));
      using reader = disposable(ledgerOf(written));
      const batches = new IndexBatchReader({ reader: reader.value, hash: noHash });
      const recent = new RecentIdentifiers();
      const expected = given.map(({ event: value, source }, place) =>
        createIndexEntry(
          {
            ledger: "main",
            seq: place + 1,
            source: { name: source },
            event: readRecordedEvent(JSON.stringify(value)),
          },
          { hash: noHash, segmentFirstSeq: 1, recent },
        ),
      );
      const entries: IndexEntry[] = [];
      for (;;) {
        const batch = batches.read(entries.length + 1, recordsMax);
        if (batch === null) break;
        expect(batch.segmentFirstSeq).toBe(1);
        expect(batch.records).toBeLessThanOrEqual(recordsMax);
        entries.push(...unpackBatch(batch).entries);
      }
      expect(entries.map(comparable)).toEqual(expected.map(comparable));
      expect(identifiersOf(entries)).toEqual(identifiersOf(expected));
    }),
    { numRuns: 60 },
  );
});

test("stays within a segment, and remembers no identifier across its border", async () => {
  await using ledger = await temporaryLedger();
  const head = ledger.append(60);
  const reader = ledger.openReader();
  reader.advance(head);
  const segments = reader.segments();
  expect(segments.length).toBeGreaterThan(2);
  const batches = new IndexBatchReader({ reader, hash: noHash });
  for (const { firstSeq, lastSeq } of segments) {
    const batch = batches.read(firstSeq, 1_000);
    expect(batch).toMatchObject({ segmentFirstSeq: firstSeq, firstSeq });
    expect(batch?.records).toBe(lastSeq - firstSeq + 1);
    const transaction = String(eventOf(firstSeq)["transactionId"]);
    expect(batch?.identifiers.map((found) => found.id)).toContain(transaction);
  }
  expect(batches.read(head + 1, 1_000)).toBeNull();
});

test("gives identifiers again after what was read was not indexed", async () => {
  await using ledger = await temporaryLedger(1_000_000);
  const reader = ledger.openReader();
  reader.advance(ledger.append(5));
  const batches = new IndexBatchReader({ reader, hash: noHash });
  const first = batches.read(1, 10)?.identifiers;
  expect(first?.length).toBe(6);
  expect(batches.read(1, 10)?.identifiers).toEqual([]);
  batches.forget();
  expect(batches.read(1, 10)?.identifiers).toEqual(first);
});

function disposable(reader: LedgerReader): Disposable & { readonly value: LedgerReader } {
  return { value: reader, [Symbol.dispose]: () => reader.close() };
}
