import {
  LEDGER_LINE_BYTES_MAX,
  type RecordDraft,
  type StageResult,
} from "#storage/ledger/ledger.ts";

/** Why a record goes to quarantine that the ledger did not take. */
export interface LedgerRefusal {
  readonly reason: "id-conflict" | "oversized";
  readonly message: string;
}

export function explainRefusal(
  result: Extract<StageResult, { status: "conflict" | "too-long" }>,
  draft: RecordDraft,
): LedgerRefusal {
  return result.status === "conflict"
    ? {
        reason: "id-conflict",
        message: `Source ${draft.sourceName} already sent other content under the ID ${draft.id ?? ""}: record ${result.seq}. Send a new ID, or dismiss this one.`,
      }
    : {
        reason: "oversized",
        message: `The record is ${result.bytes} bytes long; the ledger takes lines of at most ${LEDGER_LINE_BYTES_MAX} bytes. Shorten it and retry with the shortened content.`,
      };
}
