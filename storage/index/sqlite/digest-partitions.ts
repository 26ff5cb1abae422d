import { createHash } from "node:crypto";
import { ALL_QUERY, compileQuery } from "./compile-query.ts";
import { FORWARD_TERMS } from "./identifier-terms.ts";
import type { OpenPartitions } from "./open-partitions.ts";
import type { PartitionReader } from "./partition-reader.ts";
import { EVERY_RECORD_TOKEN, OFFSET_MASK } from "./schema.ts";

/**
 * Tokens of more records than this are read as one text each, the others row by row: handing over a row
 * costs about a microsecond, a statement some dozen. The digest depends on it, so it never changes.
 */
const RARE_RECORDS_MAX = 200;

const SELECT_ROWIDS = `SELECT group_concat(rowid, ' ' ORDER BY rowid) AS rowids
  FROM records WHERE records MATCH ?`;
const SELECT_OFFSETS = `SELECT group_concat(rowid & ${OFFSET_MASK}, ' ' ORDER BY rowid) AS offsets
  FROM records WHERE records MATCH ?`;
const SELECT_FREQUENT = `SELECT term FROM terms WHERE doc > ${RARE_RECORDS_MAX}`;
/** FTS5's vocabulary comes term by term, and within a term by rowid: already the canonical order. */
const SELECT_RARE = `SELECT term, doc & ${OFFSET_MASK} AS offset FROM postings
  WHERE term NOT IN (SELECT term FROM terms WHERE doc > ${RARE_RECORDS_MAX})`;
const SELECT_FAR_TIMES = `SELECT rowid & ${OFFSET_MASK} AS offset, time_ms FROM far_times ORDER BY rowid`;
const SELECT_MINUTES = "SELECT minute, records FROM minutes ORDER BY minute";
const SELECT_IDENTIFIERS = "SELECT term FROM identifier_terms WHERE term >= ? AND term < ?";

/** Text gathered before each call of the hash, so that a million rows are not a million calls. */
const CHUNK_CHARACTERS = 64 * 1024;

/**
 * SHA-256 in hex over every row an answer can come from. Memory is bounded by the largest posting list of
 * one partition as text: about 20 MiB.
 */
export function digestPartitions(partitions: OpenPartitions): string {
  const digest = new RowDigest();
  for (const known of partitions.known) {
    const { ledger, segmentFirstSeq } = known.place;
    const { throughSeq, records, timeMsMin, timeMsMax } = known.summary;
    digest.row("partition", ledger, segmentFirstSeq, throughSeq, records, timeMsMin, timeMsMax);
    addPartition(digest, partitions.reader(known));
  }
  return digest.hex();
}

function addPartition(digest: RowDigest, reader: PartitionReader): void {
  addText(digest, reader, SELECT_ROWIDS, ALL_QUERY.match);
  for (const row of reader.rows(SELECT_FAR_TIMES)) {
    digest.row("far", Number(row["offset"]), Number(row["time_ms"]));
  }
  for (const row of reader.rows(SELECT_MINUTES)) {
    digest.row("minute", Number(row["minute"]), Number(row["records"]));
  }
  const frequent = reader.all(SELECT_FREQUENT).map((row) => String(row["term"]));
  for (const token of frequent) {
    if (token === EVERY_RECORD_TOKEN) continue;
    const query = compileQuery({ kind: "token", token });
    if (query.kind === "none") continue;
    digest.row("token", token);
    addText(digest, reader, SELECT_OFFSETS, query.match);
  }
  let previous = "";
  for (const row of reader.rows(SELECT_RARE)) {
    const token = String(row["term"]);
    if (token === EVERY_RECORD_TOKEN) continue;
    if (token !== previous) digest.row("token", token);
    previous = token;
    digest.text(`${Number(row["offset"])} `);
  }
  for (const row of reader.rows(SELECT_IDENTIFIERS, FORWARD_TERMS.from, FORWARD_TERMS.to)) {
    digest.row("identifier", String(row["term"]));
  }
}

function addText(digest: RowDigest, reader: PartitionReader, sql: string, match: string): void {
  const [row] = reader.all(sql, match);
  for (const value of Object.values(row ?? {})) digest.text(`${String(value)}\n`);
}

class RowDigest {
  readonly #hash = createHash("sha256");
  #chunk = "";

  /** One row on a line of its own; JSON keeps its fields apart whatever they hold. */
  row(...fields: readonly (string | number | null)[]): void {
    this.text(`\n${JSON.stringify(fields)}\n`);
  }

  text(text: string): void {
    this.#chunk += text;
    if (this.#chunk.length >= CHUNK_CHARACTERS) this.#flush();
  }

  hex(): string {
    this.#flush();
    return this.#hash.digest("hex");
  }

  #flush(): void {
    this.#hash.update(this.#chunk);
    this.#chunk = "";
  }
}
