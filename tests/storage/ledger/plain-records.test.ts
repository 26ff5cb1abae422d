import fc from "fast-check";
import { expect, test } from "vitest";
import type { LedgerWriter, PlainDraft, PlainSource } from "#storage/ledger/ledger.ts";
import { segmentPaths } from "#storage/ledger/segment-files.ts";
import { DIRECTORY, TestLedger } from "./test-ledger.ts";

const PUSHED: PlainSource = {
  name: "api",
  json: '{"name":"api","format":"events"}',
  hasPlaces: false,
};
const FOLLOWED: PlainSource = {
  name: "Läden",
  json: '{"name":"Läden","format":"ndjson","file":"/var/log/shop.log"}',
  hasPlaces: true,
};

interface Sent {
  readonly source: PlainSource;
  readonly id: string;
  readonly text: string;
  readonly line: number;
  readonly offset: number;
}

function eventOf({ id, text }: Sent): string {
  return JSON.stringify({ ...(id !== "" && { id }), text });
}

function plainDraft(sent: Sent): PlainDraft {
  const before = "other bytes\n";
  const event = eventOf(sent);
  const idAt = before.length + '{"id":"'.length;
  return {
    source: sent.source,
    bytes: Buffer.from(`${before}${event}\nand more`),
    eventAt: before.length,
    eventEnd: before.length + event.length,
    ...(sent.id === "" ? { idAt: 0, idEnd: 0 } : { idAt, idEnd: idAt + sent.id.length }),
    line: sent.line,
    offset: sent.offset,
  };
}

/** What `stagePlain` is to answer, by staging the same record as text. */
function stageAsText(writer: LedgerWriter, sent: Sent): number {
  const { source, id, line, offset } = sent;
  const object: unknown = JSON.parse(source.json);
  const result = writer.stage({
    ...(id !== "" && { id }),
    sourceName: source.name,
    sourceJson: JSON.stringify(
      source.hasPlaces ? Object.assign({}, object, { line, offset }) : object,
    ),
    eventJson: eventOf(sent),
  });
  if (result.status === "staged") return result.seq;
  return result.status === "duplicate" ? -result.seq : 0;
}

const sends = fc.array(
  fc.record({
    source: fc.constantFrom(PUSHED, FOLLOWED),
    id: fc.constantFrom("", "", "a", "b", "order-7/1", "x".repeat(255)),
    text: fc.constantFrom("one", "two", "y".repeat(100), "z".repeat(2000)),
    line: fc.integer({ min: 1, max: 2 ** 40 }),
    offset: fc.integer({ min: 0, max: 2 ** 50 }),
  }),
  { maxLength: 30 },
);

test("a plain record is the same, bit by bit, as one staged from text, and judged the same", () => {
  fc.assert(
    fc.property(sends, fc.integer({ min: 1, max: 5 }), (all, groupRecords) => {
      const options = { lineBytesMax: 1000 };
      const plain = new TestLedger();
      const text = new TestLedger();
      const plainWriter = plain.open(options);
      const textWriter = text.open(options);
      for (const [index, sent] of all.entries()) {
        expect(plainWriter.stagePlain(plainDraft(sent))).toBe(stageAsText(textWriter, sent));
        if (index % groupRecords > 0) continue;
        expect(plainWriter.commit()).toEqual(textWriter.commit());
      }
      plainWriter.close();
      textWriter.close();
      const { segment } = segmentPaths(DIRECTORY, 1);
      expect(contentOf(plain, segment)).toEqual(contentOf(text, segment));
    }),
    { numRuns: 200 },
  );
});

function contentOf(ledger: TestLedger, path: string): string {
  const handle = ledger.disk.openRead(path);
  try {
    return handle.read(0, handle.size()).toString();
  } finally {
    handle.close();
  }
}

test("a plain record is recognized beside one staged from text, also after a restart", () => {
  const ledger = new TestLedger();
  const sent = { source: PUSHED, id: "a", text: "one", line: 1, offset: 0 };
  const writer = ledger.open();
  expect(stageAsText(writer, sent)).toBe(1);
  expect(writer.stagePlain(plainDraft(sent))).toBe(-1);
  expect(writer.stagePlain(plainDraft({ ...sent, id: "b" }))).toBe(2);
  writer.commit();
  writer.close();
  const again = ledger.open();
  expect(stageAsText(again, { ...sent, id: "b" })).toBe(-2);
  expect(again.stagePlain(plainDraft({ ...sent, text: "two" }))).toBe(0);
  again.close();
});

test("a source that names another is refused", () => {
  const writer = new TestLedger().open();
  const source = { ...PUSHED, name: "other" };
  const draft = plainDraft({ source, id: "a", text: "one", line: 1, offset: 0 });
  expect(() => writer.stagePlain(draft)).toThrow("names");
  writer.close();
});
