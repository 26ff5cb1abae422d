import { TracewellError } from "#domain/errors.ts";

/** Without hyphens, so that the names of one installation never begin like those of another. */
export const INDEX_PREFIX = /^[a-z][a-z0-9_]{0,31}$/;

/** Begins the names of our indices unless another is given. */
export const STANDARD_PREFIX = "tracewell";

/** As ledgers are named anywhere else, where the name is a folder's. */
const LEDGER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** Of all names that Elasticsearch takes. */
const INDEX_NAME_BYTES_MAX = 255;

const SEQ_DIGITS = 20;
const CAPITALS = /[A-Z]/g;
const MARKED_CAPITALS = /\+([a-z])/g;

/** One partition: an index of its own, for the records of one segment of a ledger. */
export interface Partition {
  readonly ledger: string;
  readonly segmentFirstSeq: number;
  /** `<prefix>-<ledger>-<first seq, 20 digits>`; a capital of the ledger's name stands as `+` and the letter. */
  readonly index: string;
}

/** Refuses with `invalid-config` what cannot begin the name of an index. */
export function checkPrefix(prefix: string): string {
  if (INDEX_PREFIX.test(prefix)) return prefix;
  throw new TracewellError(
    "invalid-config",
    "The prefix of the indices must begin with a small letter and hold only small letters, digits and _.",
  );
}

/** The pattern of every partition's name. */
export function partitionPattern(prefix: string): string {
  return `${prefix}-*`;
}

/** Names a partition; throws `invalid-parameter` when the ledger's name cannot be part of an index's. */
export function partitionOf(prefix: string, ledger: string, segmentFirstSeq: number): Partition {
  const lower = ledger.replace(CAPITALS, (capital) => `+${capital.toLowerCase()}`);
  const index = `${prefix}-${lower}-${String(segmentFirstSeq).padStart(SEQ_DIGITS, "0")}`;
  if (!LEDGER_NAME.test(ledger) || index.length > INDEX_NAME_BYTES_MAX) {
    throw new TracewellError("invalid-parameter", "The ledger's name cannot name an index.");
  }
  return { ledger, segmentFirstSeq, index };
}

/** Takes a name apart; null when it is none of a partition with this prefix. */
export function parsePartition(prefix: string, index: string): Partition | null {
  const match = /^([a-z0-9_]+)-(.+)-(\d{20})$/.exec(index);
  if (match === null || match[1] !== prefix) return null;
  const ledger = (match[2] ?? "").replace(MARKED_CAPITALS, (_marked, letter: string) =>
    letter.toUpperCase(),
  );
  const segmentFirstSeq = Number(match[3]);
  const isOurs = LEDGER_NAME.test(ledger) && Number.isSafeInteger(segmentFirstSeq);
  return isOurs ? { ledger, segmentFirstSeq, index } : null;
}
