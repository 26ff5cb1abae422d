const DAY_MS = 24 * 60 * 60 * 1000;
const GIBIBYTE = 1024 ** 3;

/** Bounds of exports that an operator may set, with the reason of each. */
export interface ExportLimits {
  /** Bytes of the files of all exports together. */
  readonly bytesMax: number;
  /** Bytes the disk keeps free: the ledger must be able to go on. */
  readonly freeBytesMin: number;
  /** How long an export is kept after it has ended. */
  readonly keptMs: number;
}

export const EXPORT_LIMITS: ExportLimits = {
  /** Two full exports of 20 million records. */
  bytesMax: 32 * GIBIBYTE,
  /** Four segments of the ledger. */
  freeBytesMin: GIBIBYTE,
  /** Fetched over a weekend, and not forgotten for ever. */
  keptMs: 7 * DAY_MS,
};

/** Exports that wait or run; more is a loop that asks for them. */
export const EXPORTS_WAITING_MAX = 32;

/** Exports kept in all, done or not: a list of them fits in one answer. */
export const EXPORTS_KEPT_MAX = 500;

/** Work that a crash may repeat: bytes, and time. */
export const CHECKPOINT_BYTES = 8 * 1024 * 1024;
export const CHECKPOINT_MS = 1_000;

/** Bytes hashed again at once when an export goes on. */
export const HASH_BYTES = 1024 * 1024;

/** How often expired exports are looked for. */
export const EXPIRY_LOOK_MS = 60 * 60 * 1000;

/** Beginnings of an export without getting on, after which it is given up: it would end the service each time. */
export const EXPORT_ATTEMPTS_MAX = 3;
