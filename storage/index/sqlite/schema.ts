import type { DatabaseSync } from "node:sqlite";

/** Written into every partition; a file of another version is rebuilt, never migrated. */
export const PARTITION_FORMAT_VERSION = 3;

/** "TWix": lets `file` and our open check tell a partition from any other SQLite file. */
export const PARTITION_APPLICATION_ID = 0x54576978;

/** Bits of the rowid that hold the position in the segment; the other 43 hold the time. */
export const OFFSET_BITS = 21;

/**
 * Most records of one partition, from the bits above. A segment of 256 MiB holds fewer: the shortest
 * ledger line is about 160 bytes, which gives 1.7 million.
 */
export const PARTITION_RECORDS_MAX = 2 ** OFFSET_BITS;

export const OFFSET_MASK = PARTITION_RECORDS_MAX - 1;

/**
 * Times from 1830 to 2109 fit the rowid exactly. Earlier and later ones are "far": their rowid carries
 * one of these two limits, and `far_times` the exact millisecond.
 */
export const TIME_KEY_MIN = -(2 ** 42);
export const TIME_KEY_MAX = 2 ** 42 - 1;

/**
 * Carried by every record, so that "all" and "all but x" are ordinary expressions with pages in time
 * order; a delete character cannot occur in a token. Costs about 5 bytes a record and no measurable time.
 */
export const EVERY_RECORD_TOKEN = "\u007f";

/** Width of a row of `minutes`: records are counted by it, whatever they say, for histograms of everything. */
export const MINUTE_MS = 60_000;

/** `records` holds the tokens by rowid; `identifiers` the terms of `identifier-terms.ts`. */
export const FULL_TEXT_TABLES = ["records", "identifiers"] as const;

/** Twice the default: a twentieth faster to write, at the same size. */
const PAGE_BYTES = 8192;

/** Bytes of one leaf of the full-text index, so that it fills a page; FTS5 makes them half as large. */
const FULL_TEXT_LEAF_BYTES = 8100;

/** Tokens of one transaction are gathered up to here before they become an FTS5 segment. */
const FULL_TEXT_HASH_BYTES = 16 * 1024 * 1024;

/**
 * FTS5 merges a little with every commit once eight segments of a size lie open, and all at once at
 * sixteen: an exact lookup looks into each. Measured with batches of 5,000 records: 620 k records/s, longest
 * batch 24 ms; without merging 700 k records/s, longest 140 ms.
 */
const FULL_TEXT_MERGE_SEGMENTS = 8;
const FULL_TEXT_MERGE_AT_ONCE_SEGMENTS = 16;

/** Pages the writer keeps: what a merge and the next batches touch. */
const WRITER_CACHE_KIB = 16 * 1024;

/** Pages a reader keeps for each open partition; twice as many answer no faster from the system's page cache. */
const READER_CACHE_KIB = 1024;

/** The other side holds a lock only while it opens or checkpoints. */
export const BUSY_TIMEOUT_MS = 5_000;

/** All printable ASCII punctuation is part of a token; letters, digits and non-ASCII already are. */
const TOKEN_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function tokenizerOption(): string {
  const characters = sqlText(TOKEN_PUNCTUATION + EVERY_RECORD_TOKEN);
  return sqlText(`ascii tokenchars ${characters}`);
}

const CREATE_TABLES = `
  CREATE TABLE meta (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    ledger TEXT NOT NULL,
    segment_first_seq INTEGER NOT NULL,
    through_seq INTEGER NOT NULL,
    through_checksum TEXT,
    records INTEGER NOT NULL,
    far_records INTEGER NOT NULL,
    time_ms_min INTEGER,
    time_ms_max INTEGER,
    compacted INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE far_times (rowid INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE minutes (minute INTEGER PRIMARY KEY, records INTEGER NOT NULL) STRICT;
  CREATE VIRTUAL TABLE records USING ${fullText("tokens")};
  CREATE VIRTUAL TABLE identifiers USING ${fullText("terms")};
`;

/** Neither content, nor positions, nor sizes are kept: only which record holds which token. */
function fullText(column: string): string {
  return `fts5(${column}, content = '', detail = none, columnsize = 0, tokenize = ${tokenizerOption()})`;
}

/** Lays out an empty partition, in one transaction: a file is either complete or not a partition. */
export function createSchema(
  database: DatabaseSync,
  partition: { readonly ledger: string; readonly segmentFirstSeq: number },
): void {
  database.exec(`PRAGMA page_size = ${PAGE_BYTES}`);
  // Merges leave free pages behind; a finished partition gives them back little by little.
  database.exec("PRAGMA auto_vacuum = INCREMENTAL");
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = NORMAL");
  database.exec("BEGIN IMMEDIATE");
  database.exec(CREATE_TABLES);
  for (const table of FULL_TEXT_TABLES) {
    const configure = (option: string, value: number): void =>
      database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('${option}', ${value})`);
    configure("pgsz", FULL_TEXT_LEAF_BYTES);
    configure("hashsize", FULL_TEXT_HASH_BYTES);
    configure("automerge", FULL_TEXT_MERGE_SEGMENTS);
    configure("crisismerge", FULL_TEXT_MERGE_AT_ONCE_SEGMENTS);
    configure("usermerge", 2); // Fewest: a finished partition ends as one segment.
  }
  database
    .prepare("INSERT INTO meta VALUES (1, ?, ?, ?, NULL, 0, 0, NULL, NULL, 0)")
    .run(partition.ledger, partition.segmentFirstSeq, partition.segmentFirstSeq - 1);
  database.exec(`PRAGMA application_id = ${PARTITION_APPLICATION_ID}`);
  database.exec(`PRAGMA user_version = ${PARTITION_FORMAT_VERSION}`);
  database.exec("COMMIT");
}

/**
 * Settings of the writing connection. A power cut may take the last transactions, watermark included,
 * but not the file's consistency.
 */
export function prepareForWriting(database: DatabaseSync): void {
  database.exec("PRAGMA synchronous = NORMAL");
  database.exec(`PRAGMA cache_size = -${WRITER_CACHE_KIB}`);
}

/** Settings of a reading connection, and the vocabulary tables that facets and the digest read. */
export function prepareForReading(database: DatabaseSync): void {
  database.exec(`PRAGMA cache_size = -${READER_CACHE_KIB}`);
  createTermsTables(database);
  database.exec("CREATE VIRTUAL TABLE temp.postings USING fts5vocab(main, records, instance)");
}

/** The distinct tokens of the records, and the identifiers' terms, in order. */
export function createTermsTables(database: DatabaseSync): void {
  database.exec("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, records, row)");
  database.exec(
    "CREATE VIRTUAL TABLE temp.identifier_terms USING fts5vocab(main, identifiers, row)",
  );
}
