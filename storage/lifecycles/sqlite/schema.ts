import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { LIFECYCLE_TYPES, type LifecycleType } from "#domain/lifecycles/object-key.ts";
import { type Severity, SEVERITIES } from "#domain/lifecycles/finding.ts";
import { invariant } from "#domain/errors.ts";
import type { LifecycleBasis } from "../lifecycle-store.ts";

/** Written into the database; one of another version is made anew from the ledger, never migrated. */
export const LIFECYCLES_FORMAT_VERSION = 1;

/** "TWlc": tells our file from any other SQLite file. */
export const LIFECYCLES_APPLICATION_ID = 0x54576c63;

/** Twice the default, as for the index: less depth, larger writes. */
const PAGE_BYTES = 8192;

/** Changes of findings that are kept: who reads them is seldom a day behind, and a million are months. */
export const FINDING_CHANGES_MAX = 1_000_000;

/** Pages the writer keeps: the ends of postings and indices, and the objects in motion. */
const WRITER_CACHE_KIB = 32 * 1024;

/** Pages each reader keeps; more answer no faster from the system's page cache. */
const READER_CACHE_KIB = 4 * 1024;

/** The other side holds a lock only while it opens or checkpoints. */
export const BUSY_TIMEOUT_MS = 5_000;

/** A type's place in `LIFECYCLE_TYPES` stands for it, to which types are only ever added at the end. */
export function typeNumber(type: LifecycleType): number {
  return LIFECYCLE_TYPES.indexOf(type);
}

export function typeOfNumber(value: unknown): LifecycleType {
  const type = typeof value === "number" ? LIFECYCLE_TYPES[value] : undefined;
  invariant(type !== undefined, "a stored type is one of ours");
  return type;
}

export function severityNumber(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

export function severityOfNumber(value: unknown): Severity {
  const severity = typeof value === "number" ? SEVERITIES[value] : undefined;
  invariant(severity !== undefined, "a stored severity is one of ours");
  return severity;
}

/**
 * `keys` numbers everything that records name, `postings` says which records do. `objects` has a row for each
 * key that is an object under its own name. Lists are JSON. `told` is what `finding_changes` came to, and with
 * it outlives a rebuild; `untold` names the objects of which more is to be told.
 */
const CREATE_TABLES = `
  CREATE TABLE view (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    ledger TEXT,
    through_seq INTEGER NOT NULL,
    through_checksum TEXT,
    kept_from_seq INTEGER NOT NULL,
    renewed_from_seq INTEGER NOT NULL,
    judged_ms INTEGER NOT NULL,
    judged_through_ms INTEGER NOT NULL,
    silent_ms INTEGER NOT NULL,
    basis TEXT NOT NULL
  ) STRICT;
  CREATE TABLE keys (
    id INTEGER PRIMARY KEY,
    type INTEGER NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (type, name)
  ) STRICT;
  CREATE TABLE postings (
    key INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (key, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE objects (
    key INTEGER PRIMARY KEY,
    type INTEGER NOT NULL,
    state TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    first_ms INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    records INTEGER NOT NULL,
    store TEXT,
    amount_minor INTEGER,
    amount_currency TEXT,
    due_ms INTEGER,
    expires_ms INTEGER,
    aliases TEXT,
    findings INTEGER NOT NULL,
    open_findings INTEGER NOT NULL,
    severities INTEGER NOT NULL,
    next_change_ms INTEGER,
    number_store TEXT,
    number_sequence INTEGER,
    steps TEXT NOT NULL
  ) STRICT;
  CREATE INDEX objects_by_state ON objects (type, state, since_ms, key);
  CREATE INDEX objects_by_last ON objects (type, last_ms, key);
  CREATE INDEX objects_by_first ON objects (type, first_ms, key);
  CREATE INDEX objects_changing ON objects (next_change_ms) WHERE next_change_ms IS NOT NULL;
  CREATE INDEX objects_expiring ON objects (expires_ms) WHERE expires_ms IS NOT NULL;
  CREATE INDEX objects_found ON objects (last_ms, key, type, severities, open_findings)
    WHERE findings > 0;
  CREATE TABLE findings (
    key INTEGER NOT NULL,
    rule TEXT NOT NULL,
    severity INTEGER NOT NULL,
    since TEXT NOT NULL,
    sentence TEXT NOT NULL,
    evidence TEXT NOT NULL,
    triage TEXT,
    PRIMARY KEY (key, rule)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX findings_by_rule ON findings (rule, key);
  CREATE TABLE numbers (
    store TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    number TEXT NOT NULL,
    explanation TEXT NOT NULL,
    causes TEXT NOT NULL,
    order_id TEXT,
    quote_id TEXT,
    reserved_ms INTEGER,
    used_ms INTEGER,
    since_ms INTEGER NOT NULL,
    reason TEXT,
    may_return INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (store, sequence, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE cards (
    key INTEGER PRIMARY KEY,
    store TEXT,
    currency TEXT NOT NULL,
    entries TEXT NOT NULL
  ) STRICT;
  CREATE TABLE late_records (seq INTEGER PRIMARY KEY, late_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE sources (source TEXT PRIMARY KEY, latest_ms INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
  CREATE TABLE source_stores (source TEXT NOT NULL, store TEXT NOT NULL, PRIMARY KEY (source, store))
    STRICT, WITHOUT ROWID;
  CREATE TABLE alive (
    source TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    beats INTEGER NOT NULL,
    PRIMARY KEY (source, from_ms)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE outages (
    source TEXT NOT NULL,
    time_ms INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (source, time_ms, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE tallies (
    kind TEXT NOT NULL,
    type INTEGER NOT NULL,
    name TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (kind, type, name)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
`;

const CREATE_TOLD = `
  CREATE TABLE feed (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL) STRICT;
  CREATE TABLE told (
    type INTEGER NOT NULL,
    name TEXT NOT NULL,
    rule TEXT NOT NULL,
    severity INTEGER NOT NULL,
    since_ms INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (type, name, rule)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE untold (type INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (type, name))
    STRICT, WITHOUT ROWID;
  CREATE TABLE finding_changes (
    position INTEGER PRIMARY KEY,
    change TEXT NOT NULL,
    noticed_ms INTEGER NOT NULL,
    type INTEGER NOT NULL,
    name TEXT NOT NULL,
    rule TEXT NOT NULL,
    severity INTEGER NOT NULL,
    since_ms INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    evidence TEXT NOT NULL
  ) STRICT;
`;

/** Made anew by every rebuild; what was told stays. */
const VIEW_TABLES = [
  "view",
  "keys",
  "postings",
  "objects",
  "findings",
  "numbers",
  "cards",
  "late_records",
  "sources",
  "source_stores",
  "alive",
  "outages",
  "tallies",
  "words",
];

/** Lays out an empty database, in one transaction: a file is either complete or not one of ours. */
export function createSchema(database: DatabaseSync, basis: LifecycleBasis): void {
  database.exec(`PRAGMA page_size = ${PAGE_BYTES}`);
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = NORMAL");
  database.exec("BEGIN IMMEDIATE");
  createView(database, basis);
  database.exec(CREATE_TOLD);
  database.prepare("INSERT INTO feed VALUES (1, ?)").run(randomUUID());
  database.exec(`PRAGMA application_id = ${LIFECYCLES_APPLICATION_ID}`);
  database.exec(`PRAGMA user_version = ${LIFECYCLES_FORMAT_VERSION}`);
  database.exec("COMMIT");
}

/** Empties the view within a transaction; of everything that was told, it is found out anew whether it holds. */
export function recreateView(database: DatabaseSync, basis: LifecycleBasis): void {
  for (const table of VIEW_TABLES) database.exec(`DROP TABLE ${table}`);
  createView(database, basis);
  database.exec("INSERT OR IGNORE INTO untold (type, name) SELECT DISTINCT type, name FROM told");
}

function createView(database: DatabaseSync, basis: LifecycleBasis): void {
  database.exec(CREATE_TABLES);
  database
    .prepare("INSERT INTO view VALUES (1, NULL, 0, NULL, 1, 1, 0, 0, ?, ?)")
    .run(basis.deadlines.sourceSilentMs, basisText(basis));
}

/** What a view was made by, as one text for equal ones. */
export function basisText({ models, rules, deadlines }: LifecycleBasis): string {
  return JSON.stringify([sorted(models), rules, sorted(deadlines)]);
}

/**
 * Settings of the writing connection. A power cut may take the last transactions, watermark included, but
 * not the file's consistency.
 */
export function prepareForWriting(database: DatabaseSync): void {
  database.exec("PRAGMA synchronous = NORMAL");
  database.exec(`PRAGMA cache_size = -${WRITER_CACHE_KIB}`);
}

export function prepareForReading(database: DatabaseSync): void {
  database.exec(`PRAGMA cache_size = -${READER_CACHE_KIB}`);
}

function sorted(record: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));
}
