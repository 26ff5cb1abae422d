import fc from "fast-check";
import { expect, test } from "vitest";
import type { IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import type { PackedBatch } from "#storage/index/packed-batch.ts";
import type { CommittedGroup } from "#storage/ledger/ledger.ts";
import { createTokenHasher } from "#ingest/protection/token-hasher.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { IndexBatchReader } from "#storage/index/read-index-batch.ts";
import { unpackBatch } from "#storage/index/unpack-batch.ts";
import {
  nearlyPlainEvents,
  plainEvents,
} from "../../domain/plain-events/plain-event-arbitraries.ts";
import { TestPipeline, request } from "./open-pipeline.ts";

const PLAIN = '"type":"order.placed","time":"2026-01-31T09:05:00.120Z"';

/** Pieces of bodies: mostly lines of one plain event, between everything that may stand beside them. */
const piece = fc.oneof(
  { weight: 20, arbitrary: plainEvents.map((event) => `${JSON.stringify(event)}\n`) },
  { weight: 4, arbitrary: plainEvents.map((event) => `${JSON.stringify(event)}\r\n`) },
  { weight: 4, arbitrary: nearlyPlainEvents.map((event) => `${JSON.stringify(event)}\n`) },
  {
    weight: 8,
    arbitrary: fc.integer({ min: 0, max: 9 }).map((id) => `{"id":"id-${id}",${PLAIN}}\n`),
  },
  { weight: 2, arbitrary: plainEvents.map((event) => `${JSON.stringify(event, null, 2)}\n`) },
  { weight: 1, arbitrary: plainEvents.map((event) => JSON.stringify(event)) },
  { weight: 1, arbitrary: plainEvents.map((event) => ` ${JSON.stringify(event)} \n`) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      "\n",
      "\r\n",
      "\uFEFF",
      "not json\n",
      `{${PLAIN},\n`,
      `"message":"the rest of it"}\n`,
      `{${PLAIN},"message":"torn\n`,
      `[{${PLAIN}},{${PLAIN},"id":"in-array"}]\n`,
      `{${PLAIN},"id":"to","message":"ann@shop.example"}\n`,
      `{${PLAIN},"id":"é"}\n`,
      `{${PLAIN},"id":"long","message":"${"long ".repeat(14_000)}"}\n`,
      `{${PLAIN},"id":"id-1","message":"other"}\n`,
      `{${PLAIN},"attributes":{"email":"ann@shop.example","licenseNumber":"K-77"}}\n`,
      `{"level":30,"time":1769850300120,"event":{${PLAIN},"id":"wrapped"},"msg":""}\n`,
      `{"time":1769850300120,"msg":"foreign"}\n`,
    ),
  },
);

const body = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));

const options: fc.Arbitrary<Partial<IngestRequest>> = fc.record(
  {
    format: fc.constantFrom("events", "ndjson", "auto"),
    more: fc.constantFrom("reading", "idle"),
    allItems: fc.boolean(),
    idempotencyKey: fc.constantFrom("key-1", "key-2"),
    startIndex: fc.constantFrom(0, 7),
    file: fc.constant("/var/log/shop.log"),
    fingerprint: fc.constant("0123456789abcdef"),
    startOffset: fc.constantFrom(0, 3_000_000_000),
    startLine: fc.constantFrom(1, 77),
  },
  { requiredKeys: ["format"] },
);

/** Everything durable: the ledger's lines, and what lies in quarantine. */
function contentOf(pipeline: TestPipeline): unknown {
  const reader = pipeline.openReader();
  try {
    const lines = reader.readBatch(1, { recordsMax: 100_000, bytesMax: 64 * 1024 * 1024 });
    const items = pipeline.quarantine.list({ status: "open", limit: 1000 });
    return {
      lines: lines.map(({ line }) => line.toString()),
      items,
      contents: items.map(({ itemId }) =>
        Buffer.from(pipeline.quarantine.content(itemId)).toString(),
      ),
    };
  } finally {
    reader.close();
  }
}

function push(pipeline: TestPipeline, content: string, given: Partial<IngestRequest>): unknown {
  return pipeline.pipeline.run([request(content, given)]);
}

/** Without what two pipelines cannot share, because each has keys of its own and makes its own item IDs. */
function comparable(value: unknown): unknown {
  const text = JSON.stringify(value, (key, member: unknown) => {
    if (key === "itemId" || key === "inputKey" || key === "lastChecksum") return undefined;
    if (typeof member === "object" && member !== null && "error" in member && "id" in member) {
      return { ...member, id: "an item" };
    }
    return typeof member === "string" ? withoutKeyed(member) : member;
  });
  return JSON.parse(text);
}

function withoutKeyed(text: string): string {
  const plain = text
    .replaceAll(/"cipher":"[^"]*"/g, "a cipher")
    .replaceAll(/(0123456789abcdef:\d+):[\w-]{11}/g, "$1");
  return plain === text ? text : plain.replace(/"crc":"[^"]*"/, "another checksum");
}

test("any body gives the same answers, records and quarantine with the lane as without", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(body, options), { minLength: 1, maxLength: 3 }), (bodies) => {
      using short = new TestPipeline();
      using long = new TestPipeline(nodeFiles, { usesPlainLane: false });
      for (const [content, given] of bodies) {
        expect(comparable(push(short, content, given))).toEqual(
          comparable(push(long, content, given)),
        );
      }
      expect(comparable(contentOf(short))).toEqual(comparable(contentOf(long)));
    }),
    { numRuns: 60 },
  );
});

test("what is packed is what the index reads from the ledger", () => {
  let packedRecords = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(body, options), { minLength: 1, maxLength: 3 }), (bodies) => {
      using pipeline = new TestPipeline(nodeFiles, { segmentBytesMax: 4000 });
      const known = new Set<string>();
      let segment = 0;
      for (const [content, given] of bodies) {
        const { group } = pipeline.pipeline.run([request(content, given)]);
        if (group === null) continue;
        const packed = pipeline.pipeline.takePacked();
        const isFirstOfAnother = segment !== 0 && segment !== group.segmentFirstSeq;
        // Identifiers that it left out as known would be missing in the other segment.
        expect(packed === null).toBe(isFirstOfAnother);
        segment = group.segmentFirstSeq;
        const read = readBatch(pipeline, group);
        if (isFirstOfAnother) known.clear();
        for (const identifier of (packed ?? read).identifiers)
          known.add(JSON.stringify(identifier));
        expect(
          read.identifiers.map((one) => JSON.stringify(one)).every((one) => known.has(one)),
        ).toBe(true);
        expect(recordsOf(packed ?? read)).toEqual(recordsOf(read));
        packedRecords += packed?.records ?? 0;
      }
    }),
    { numRuns: 60 },
  );
  expect(packedRecords).toBeGreaterThan(100);
});

function readBatch(pipeline: TestPipeline, group: CommittedGroup): PackedBatch {
  const reader = pipeline.openReader();
  try {
    const { firstSeq, lastSeq } = group;
    const hash = createTokenHasher(pipeline.keys);
    const batch = new IndexBatchReader({ reader, hash }).read(firstSeq, lastSeq - firstSeq + 1);
    if (batch === null) throw new Error("The group is not in the ledger.");
    return batch;
  } finally {
    reader.close();
  }
}

/** All but the identifiers, of which a batch may leave out known ones. */
function recordsOf(batch: PackedBatch): unknown {
  return unpackBatch({ ...batch, identifiers: [] });
}

test("only a group's own batch is given, and once", () => {
  using pipeline = new TestPipeline();
  pipeline.push(`{"id":"a",${PLAIN}}\n`);
  expect(pipeline.pipeline.takePacked()).toMatchObject({ firstSeq: 1, records: 1 });
  expect(pipeline.pipeline.takePacked()).toBeNull();
  pipeline.push(`{"id":"a",${PLAIN}}\n`);
  expect(pipeline.pipeline.takePacked()).toBeNull();
});

test("usual events take the short way: followed files, their places and repeats included", () => {
  using pipeline = new TestPipeline();
  const lines = ["a", "b", "a"].map((id) => `{"id":"${id}",${PLAIN}}\n`);
  const given = {
    format: "ndjson",
    file: "/var/log/shop.log",
    fingerprint: "0123456789abcdef",
    startOffset: 5_000_000_000,
    startLine: 40,
  };
  expect(pipeline.push(lines.join(""), { ...given, allItems: true })).toMatchObject({
    accepted: 2,
    duplicate: 1,
    items: [
      { index: 0, status: "accepted", seq: 1, id: "a" },
      { index: 1, status: "accepted", seq: 2, id: "b" },
      { index: 2, status: "duplicate", seq: 1, id: "a" },
    ],
  });
  expect(pipeline.records().map(({ source }) => source)).toEqual([
    { name: "shop", format: "ndjson", file: given.file, line: 40, offset: 5_000_000_000 },
    {
      name: "shop",
      format: "ndjson",
      file: given.file,
      line: 41,
      offset: 5_000_000_000 + (lines[0]?.length ?? 0),
    },
  ]);
});
