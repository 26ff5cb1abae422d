import { TracewellError } from "#domain/errors.ts";
import { lineChecksum } from "#storage/ledger/envelope.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import type { Watermark } from "./event-index.ts";

/** What to do about it; neither way needs the other. */
const WAY_OUT =
  "Restore the ledger from its newest backup; or, if the missing records are truly lost, accept that with " +
  "`tracewell rebuild`, which makes it from the ledger as it is.";

/**
 * What speaks against the index having been made from this ledger as it is now, in one or two sentences
 * with the way out, about a `view` as a sentence begins with it: it goes further than the ledger, or the ledger has another record where the index ends.
 * Null when both fit; an index that is behind does. The reader must have been told the ledger's head, and
 * the watermark must have been read before the head was. Throws `ledger-corrupt` when the record is damaged.
 */
export function explainMismatch(
  watermark: Watermark,
  ledger: LedgerReader,
  view = "The index",
): string | null {
  const { throughSeq, checksum } = watermark;
  const { headSeq } = ledger;
  if (throughSeq > headSeq) {
    return `${view} goes to record ${throughSeq}, but ledger ${ledger.ledger} ends at record ${headSeq}: records are missing at its end. ${WAY_OUT}`;
  }
  if (checksum === undefined) return null;
  const line = ledger.readLine(throughSeq);
  // Retention removed it.
  if (line === null || lineChecksum(line) === checksum) return null;
  return `${view} was made from another record ${throughSeq} than ledger ${ledger.ledger} holds (it ends at record ${headSeq}): records were replaced. ${WAY_OUT}`;
}

/** Throws `ledger-corrupt` with both positions when view and ledger do not fit; see `explainMismatch`. */
export function requireSameHistory(
  watermark: Watermark,
  ledger: LedgerReader,
  view?: string,
): void {
  const message = explainMismatch(watermark, ledger, view);
  if (message === null) return;
  throw new TracewellError("ledger-corrupt", message, {
    detail: {
      ledger: ledger.ledger,
      indexThroughSeq: watermark.throughSeq,
      headSeq: ledger.headSeq,
    },
  });
}
