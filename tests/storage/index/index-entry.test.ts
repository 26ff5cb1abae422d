import { expect, test } from "vitest";
import type { ProtectedValue } from "#domain/protection/protected-value.ts";
import { createIndexEntry } from "#storage/index/index-entry.ts";
import type { IndexableRecord } from "#storage/index/index-entry.ts";
import { RecentIdentifiers } from "#storage/index/recent-identifiers.ts";

function recordOf(event: IndexableRecord["event"]): IndexableRecord {
  return { ledger: "main", seq: 9, source: { name: "Shop" }, event };
}

const EVENT = {
  type: "order.placed",
  time: "1969-12-31T23:59:59.990Z",
  transactionId: "TU80WKRYTI9QUMJ4",
  objects: [{ type: "order", id: "38-211449" }],
};

function contextOf(recent = new RecentIdentifiers()) {
  return { hash: () => () => null, segmentFirstSeq: 1, recent };
}

test("keeps position, time, tokens and identifiers of a record", () => {
  const entry = createIndexEntry(recordOf(EVENT), contextOf());
  expect(entry).toMatchObject({ seq: 9, timeMs: -10 });
  expect(entry.tokens.split(" ")).toEqual(
    expect.arrayContaining(["t:tu80wkryti9qumj4", "o:order:38-211449", "s:shop"]),
  );
  expect(entry.identifiers.map(({ objectType, id }) => `${objectType} ${id}`)).toEqual([
    "transaction TU80WKRYTI9QUMJ4",
    "order 38-211449",
  ]);
});

test("leaves out identifiers seen lately in the same segment", () => {
  const context = contextOf();
  createIndexEntry(recordOf(EVENT), context);
  expect(createIndexEntry(recordOf(EVENT), context).identifiers).toEqual([]);
  const next = { ...context, segmentFirstSeq: 10 };
  expect(createIndexEntry(recordOf(EVENT), next).identifiers).toHaveLength(2);
});

test("finds protected values by the hash of their record", () => {
  const secret: ProtectedValue = {
    protected: "secret",
    subject: "transaction:TU80WKRYTI9QUMJ4",
    mask: "…0917",
    cipher: "v1.AAAA.BBBB",
  };
  const entry = createIndexEntry(recordOf({ ...EVENT, attributes: { code: secret } }), {
    ...contextOf(),
    hash: (record) => (path, value) => `${record.ledger}-${path.length}-${value.mask.slice(1)}`,
  });
  const hashes = entry.tokens.split(" ").filter((token) => token.startsWith("h:"));
  expect(hashes).toEqual([expect.stringMatching(/code:main-\d+-0917$/)]);
});

test("refuses a record without a time", () => {
  const record = recordOf({ ...EVENT, time: "yesterday" });
  expect(() => createIndexEntry(record, contextOf())).toThrow(
    expect.objectContaining({ code: "ledger-corrupt", detail: { seq: 9 } }),
  );
});
