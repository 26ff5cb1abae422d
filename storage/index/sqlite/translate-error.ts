import { TracewellError } from "#domain/errors.ts";

const SQLITE_FULL = 13;
/** Primary result codes of SQLite that say the file itself is not (or no longer) usable. */
const UNREADABLE = new Map([
  [10, "the disk gave an error"],
  [11, "the file is damaged"],
  [SQLITE_FULL, "the disk is full"],
  [14, "the file cannot be opened"],
  [26, "the file is not a partition"],
]);
const BUSY = new Set([5, 6]);
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
  const why = UNREADABLE.get(primary) ?? (BUSY.has(primary) ? "the file is locked" : undefined);
  if (why === undefined) {
    return new TracewellError("internal", `The index failed in ${place.file}.`, {
      cause: error,
      detail: { ...place },
    });
  }
  return unavailable(why, place, error);
}

/** `index-unavailable` for one partition, with the reason in words. */
export function unavailable(why: string, place: PartitionPlace, cause?: unknown): TracewellError {
  return new TracewellError("index-unavailable", `The index cannot be used: ${why}.`, {
    cause,
    detail: { ...place, reason: why },
  });
}

function primaryCode(error: unknown): number {
  if (!(error instanceof Error) || !("errcode" in error)) return -1;
  return typeof error.errcode === "number" ? error.errcode & PRIMARY_CODE_MASK : -1;
}
