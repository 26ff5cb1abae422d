import { TracewellError } from "#domain/errors.ts";
import { sqliteTrouble } from "#storage/sqlite/sqlite-trouble.ts";

/** Which file an error came from; `segmentFirstSeq` names the partition to rebuild. */
export interface PartitionPlace {
  readonly ledger: string;
  readonly segmentFirstSeq: number;
  readonly file: string;
}

/**
 * Makes a SQLite error one of ours: a damaged, missing or locked file is `index-unavailable` with the
 * partition in `detail`; anything else is our own mistake, `internal`.
 */
export function translateError(error: unknown, place: PartitionPlace): TracewellError {
  if (error instanceof TracewellError) return error;
  const trouble = sqliteTrouble(error);
  if (trouble?.isDamaged === true) return damaged(trouble.reason, place, error);
  if (trouble !== null) {
    const { reason } = trouble;
    return new TracewellError("index-unavailable", `The index cannot be used: ${reason}.`, {
      cause: error,
      detail: { ...place, reason, damaged: false },
    });
  }
  return new TracewellError("internal", `The index failed in ${place.file}.`, {
    cause: error,
    detail: { ...place },
  });
}

/** `index-unavailable` for a partition that must be made anew. */
export function damaged(reason: string, place: PartitionPlace, cause?: unknown): TracewellError {
  return new TracewellError("index-unavailable", `The index must be repaired: ${reason}.`, {
    cause,
    detail: { ...place, reason, damaged: true },
  });
}
