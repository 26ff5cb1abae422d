import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { parseEnvelope } from "#storage/ledger/envelope.ts";
import { type QuarantineRecord, parseQuarantineRecord } from "./quarantine-records.ts";
import type { QuarantineView } from "./quarantine-view.ts";

/** Read and applied at once: a record may hold 22 MB of content. */
const BATCH_LIMITS = { recordsMax: 1_000, bytesMax: 32 * 1024 * 1024 };

/** The eight digits of the checksum at the end of every record line. */
export function checksumOf(line: Buffer): string {
  return line.toString("latin1", line.length - 10, line.length - 2);
}

/** True when the view was made from this ledger and is not ahead of it. */
export function belongsTo(view: QuarantineView, reader: LedgerReader): boolean {
  const { throughSeq, checksum } = view.watermark();
  if (throughSeq === 0) return true;
  const line = reader.readLine(throughSeq);
  return line !== null && checksumOf(line) === checksum;
}

/** Takes over everything between the view's watermark and the ledger's head. */
export function catchUp(view: QuarantineView, reader: LedgerReader): void {
  for (;;) {
    const lines = reader.readBatch(view.watermark().throughSeq + 1, BATCH_LIMITS);
    const last = lines.at(-1);
    if (last === undefined) return;
    const records: QuarantineRecord[] = [];
    for (const { seq, line } of lines) {
      const record = parseQuarantineRecord(seq, parseEnvelope(line).eventJson);
      if (record !== null) records.push(record);
    }
    view.apply(records, { throughSeq: last.seq, checksum: checksumOf(last.line) });
  }
}
