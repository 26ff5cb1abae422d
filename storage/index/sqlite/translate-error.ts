import { TracewellError } from "#domain/errors.ts";

/** Primary result codes of SQLite that say the store cannot be used now. */
const UNUSABLE = new Map([
  [5, "the file is locked"],
  [6, "the file is locked"],
  [8, "the file cannot be written"],
  [10, "the disk gave an error"],
  [13, "the disk is full"],
  [14, "the file cannot be opened"],
]);
/** And those that say that the file must be made anew. */
const DAMAGED = new Map([
  [11, "the file is damaged"],
  [26, "the file is not a partition"],
]);
const PRIMARY_CODE_MASK = 0xff;

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
  const primary = primaryCode(error);
  const damage = DAMAGED.get(primary);
  if (damage !== undefined) return damaged(damage, place, error);
  const reason = UNUSABLE.get(primary);
  if (reason !== undefined) {
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

function primaryCode(error: unknown): number {
  if (!(error instanceof Error) || !("errcode" in error)) return -1;
  return typeof error.errcode === "number" ? error.errcode & PRIMARY_CODE_MASK : -1;
}
