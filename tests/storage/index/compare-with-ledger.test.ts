import { expect, test } from "vitest";
import { explainMismatch, requireSameHistory } from "#storage/index/compare-with-ledger.ts";
import { lineChecksum } from "#storage/ledger/envelope.ts";
import { temporaryLedger } from "./temporary-ledger.ts";

async function filled() {
  const ledger = await temporaryLedger();
  const headSeq = ledger.append(20);
  const reader = ledger.openReader();
  reader.advance(headSeq);
  const checksumOf = (seq: number) => lineChecksum(reader.readLine(seq) ?? Buffer.alloc(10));
  return { ledger, reader, headSeq, checksumOf };
}

test("an index at the ledger's end or behind it fits", async () => {
  const { ledger, reader, headSeq, checksumOf } = await filled();
  await using _ = ledger;
  for (const throughSeq of [1, 7, headSeq]) {
    const watermark = { ledger: "main", throughSeq, checksum: checksumOf(throughSeq) };
    expect(explainMismatch(watermark, reader)).toBe(null);
  }
  expect(explainMismatch({ ledger: "main", throughSeq: 7 }, reader)).toBe(null);
});

test("an index beyond the ledger's end does not fit, and both positions are named", async () => {
  const { ledger, reader } = await filled();
  await using _ = ledger;
  const watermark = { ledger: "main", throughSeq: 21, checksum: "00000000" };
  expect(explainMismatch(watermark, reader)).toMatch(/record 21\b.*ends at record 20\b.*rebuild/);
  expect(explainMismatch(watermark, reader, "The view of lifecycles")).toMatch(
    /^The view of lifecycles goes to record 21\b/,
  );
  expect(() => requireSameHistory(watermark, reader)).toThrow(
    expect.objectContaining({
      code: "ledger-corrupt",
      detail: { ledger: "main", indexThroughSeq: 21, headSeq: 20 },
    }),
  );
});

test("another record at the same position does not fit", async () => {
  const { ledger, reader, checksumOf } = await filled();
  await using _ = ledger;
  const watermark = { ledger: "main", throughSeq: 12, checksum: checksumOf(11) };
  expect(explainMismatch(watermark, reader)).toMatch(/another record 12\b.*record 20\b.*rebuild/);
});
