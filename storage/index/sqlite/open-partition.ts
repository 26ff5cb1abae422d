import { DatabaseSync } from "node:sqlite";
import type { SQLOutputValue } from "node:sqlite";
import { ALL_QUERY } from "./compile-query.ts";
import {
  BUSY_TIMEOUT_MS,
  PARTITION_APPLICATION_ID,
  PARTITION_FORMAT_VERSION,
  prepareForReading,
  prepareForWriting,
} from "./schema.ts";
import { damaged, translateError } from "./translate-error.ts";
import type { PartitionPlace } from "./translate-error.ts";

const FIRST_RECORD = "SELECT 1 FROM records WHERE records MATCH ? ORDER BY rowid LIMIT 1";

/** What a partition says about itself, committed together with its content. */
export interface PartitionSummary {
  /** Last indexed seq; one below the segment's first while empty. */
  readonly throughSeq: number;
  /** `crc` of the last indexed record's ledger line; null while empty or when it was not known. */
  readonly throughChecksum: string | null;
  readonly records: number;
  /** Records whose time does not fit the rowid. */
  readonly farRecords: number;
  /** Null while empty. */
  readonly timeMsMin: number | null;
  readonly timeMsMax: number | null;
  readonly compacted: boolean;
}

/**
 * Opens a partition and checks, in about a millisecond, that it is whole enough to be used: file format,
 * version, summary, and that the full-text index can be entered. Throws `index-unavailable` otherwise.
 */
export function openPartition(place: PartitionPlace, mode: "read" | "write"): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(place.file, {
      readOnly: mode === "read",
      timeout: BUSY_TIMEOUT_MS,
      allowExtension: false,
    });
    checkIdentity(database, place);
    readSummary(database, place);
    if (mode === "read") prepareForReading(database);
    else prepareForWriting(database);
    database.prepare(FIRST_RECORD).get(ALL_QUERY.match);
    return database;
  } catch (error) {
    database?.close();
    throw translateError(error, place);
  }
}

function checkIdentity(database: DatabaseSync, place: PartitionPlace): void {
  const application = pragmaNumber(database, "application_id");
  const version = pragmaNumber(database, "user_version");
  if (application !== PARTITION_APPLICATION_ID) {
    throw damaged("the file is not a partition", place);
  }
  if (version !== PARTITION_FORMAT_VERSION) {
    throw damaged(`the partition has format version ${version}`, place);
  }
}

function pragmaNumber(database: DatabaseSync, name: "application_id" | "user_version"): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

const SELECT_SUMMARY = "SELECT * FROM meta WHERE id = 1";

/** Reads the summary row; throws `index-unavailable` when it is missing, or of another partition. */
export function readSummary(database: DatabaseSync, place: PartitionPlace): PartitionSummary {
  return summaryReader(database, place)();
}

/** Reads the summary row again and again: preparing the statement costs four times as much as running it. */
export function summaryReader(
  database: DatabaseSync,
  place: PartitionPlace,
): () => PartitionSummary {
  const select = database.prepare(SELECT_SUMMARY);
  return () => summaryOf(select.get(), place);
}

function summaryOf(
  row: Record<string, SQLOutputValue> | undefined,
  place: PartitionPlace,
): PartitionSummary {
  if (row?.["ledger"] !== place.ledger || row["segment_first_seq"] !== place.segmentFirstSeq) {
    throw damaged("the partition belongs elsewhere", place);
  }
  const throughChecksum = row["through_checksum"];
  const timeMsMin = row["time_ms_min"];
  const timeMsMax = row["time_ms_max"];
  return {
    throughSeq: Number(row["through_seq"]),
    throughChecksum: typeof throughChecksum === "string" ? throughChecksum : null,
    records: Number(row["records"]),
    farRecords: Number(row["far_records"]),
    timeMsMin: typeof timeMsMin === "number" ? timeMsMin : null,
    timeMsMax: typeof timeMsMax === "number" ? timeMsMax : null,
    compacted: row["compacted"] === 1,
  };
}
