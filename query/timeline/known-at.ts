import { parseEnvelope } from "#storage/ledger/envelope.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import type { Positions } from "../coverage.ts";
import type { LedgerReaders } from "../reading/read-records.ts";

/**
 * Last seq at or below `throughSeq` that was recorded at or before a moment (RFC 3339 UTC, milliseconds);
 * 0 when none was. `recordedAt` never decreases with seq, so a binary search reads some 20 lines.
 */
function lastKnownSeq(reader: LedgerReader, recordedAt: string, throughSeq: number): number {
  let low = reader.segments()[0]?.firstSeq ?? 1;
  let high = Math.min(throughSeq, reader.headSeq);
  let known = 0;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const line = reader.readLine(middle);
    if (line !== null && parseEnvelope(line).recordedAt <= recordedAt) {
      known = middle;
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return known;
}

/** Positions of what was known at a moment, within those that can be read. */
export function positionsKnownAt(
  ledgers: LedgerReaders,
  positions: Positions,
  knownAtMs: number,
): Record<string, number> {
  const recordedAt = new Date(knownAtMs).toISOString();
  return Object.fromEntries(
    Object.entries(positions).map(([ledger, throughSeq]) => {
      const reader = ledgers.get(ledger);
      return [ledger, reader === undefined ? 0 : lastKnownSeq(reader, recordedAt, throughSeq)];
    }),
  );
}
