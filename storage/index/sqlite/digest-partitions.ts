import { createHash } from "node:crypto";
import type { OpenPartitions } from "./open-partitions.ts";
import type { PartitionReader } from "./partition-reader.ts";
import { EVERY_RECORD_TOKEN, OFFSET_BITS, OFFSET_MASK } from "./schema.ts";

/** FTS5's vocabulary comes term by term, and within a term by rowid: already the canonical order. */
const SELECT_POSTINGS = `SELECT term, doc >> ${OFFSET_BITS} AS time_key, doc & ${OFFSET_MASK} AS offset
  FROM postings`;
const SELECT_FAR_TIMES = `SELECT rowid & ${OFFSET_MASK} AS offset, time_ms FROM far_times ORDER BY rowid`;
const SELECT_IDENTIFIERS =
  "SELECT skeleton, object_type, id FROM identifiers ORDER BY skeleton, object_type, id";

/** Text gathered before each call of the hash, so that a million rows are not a million calls. */
const CHUNK_CHARACTERS = 64 * 1024;

/** SHA-256 in hex over every row an answer can come from; streams, so memory does not grow with the index. */
export function digestPartitions(partitions: OpenPartitions): string {
  const digest = new RowDigest();
  for (const known of partitions.known) {
    const { ledger, segmentFirstSeq } = known.place;
    const { throughSeq, records, timeMsMin, timeMsMax } = known.summary;
    digest.add("partition", ledger, segmentFirstSeq, throughSeq, records, timeMsMin, timeMsMax);
    addPartition(digest, partitions.reader(known));
  }
  return digest.hex();
}

function addPartition(digest: RowDigest, reader: PartitionReader): void {
  let previous = "";
  for (const row of reader.rows(SELECT_POSTINGS)) {
    const term = String(row["term"]);
    if (term === EVERY_RECORD_TOKEN) continue;
    if (term !== previous) digest.add("term", term);
    previous = term;
    digest.add(Number(row["time_key"]), Number(row["offset"]));
  }
  for (const row of reader.rows(SELECT_FAR_TIMES)) {
    digest.add("far", Number(row["offset"]), Number(row["time_ms"]));
  }
  for (const row of reader.rows(SELECT_IDENTIFIERS)) {
    digest.add("id", String(row["skeleton"]), String(row["object_type"]), String(row["id"]));
  }
}

class RowDigest {
  readonly #hash = createHash("sha256");
  #chunk = "";

  /** One row; JSON keeps its fields apart whatever they hold. */
  add(...fields: readonly (string | number | null)[]): void {
    this.#chunk += `${JSON.stringify(fields)}\n`;
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
