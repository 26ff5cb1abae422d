import { createHash } from "node:crypto";
import type { Hash } from "node:crypto";
import type { Watermark } from "../event-index.ts";
import type { Query } from "./compile-query.ts";
import type { Connection } from "./connection.ts";
import { listPartitions } from "./list-partitions.ts";
import type { RecordDocument } from "./record-document.ts";
import { walkTerms } from "./scan-identifiers.ts";
import { WHOLE_ANSWER } from "./visible-records.ts";

/** Records of one answer: some megabytes. */
const PAGE_RECORDS = 2_000;
const PAGE_TERMS = 10_000;

/**
 * SHA-256 in hex over every row that an answer can come from: records in the order of ledger and seq, each
 * with its tokens sorted, and each partition's identifiers. Memory is bounded by one page.
 */
export async function digestPartitions(
  connection: Connection,
  watermarks: readonly Watermark[],
): Promise<string> {
  const through = new Map(watermarks.map(({ ledger, throughSeq }) => [ledger, throughSeq]));
  const hash = createHash("sha256");
  for (const partition of await listPartitions(connection)) {
    const { ledger, segmentFirstSeq, index } = partition;
    const lastSeq = through.get(ledger) ?? 0;
    if (lastSeq < segmentFirstSeq) continue;
    addRow(hash, "partition", ledger, segmentFirstSeq);
    await addRecords(connection, hash, index, { range: { seq: { lte: lastSeq } } });
    const terms = walkTerms(connection, {
      index,
      field: "identifiers.forward",
      from: "",
      to: null,
      pageMax: PAGE_TERMS,
    });
    for await (const term of terms) addRow(hash, "identifier", term);
  }
  return hash.digest("hex");
}

async function addRecords(
  connection: Connection,
  hash: Hash,
  index: string,
  query: Query,
): Promise<void> {
  let after: number | undefined;
  for (;;) {
    const from = after;
    const answer = await connection.request((client) =>
      client.search<RecordDocument>({
        index,
        ...WHOLE_ANSWER,
        query,
        sort: [{ seq: { order: "asc" } }],
        ...(from !== undefined && { search_after: [from] }),
        size: PAGE_RECORDS,
        track_total_hits: false,
        _source: ["seq", "timeMs", "tokens"],
      }),
    );
    for (const { _source: record } of answer.hits.hits) {
      if (record === undefined) continue;
      const { seq, timeMs, tokens } = record;
      addRow(hash, "record", seq, timeMs, ...tokens.toSorted());
      after = seq;
    }
    if (answer.hits.hits.length < PAGE_RECORDS) return;
  }
}

/** One row on a line of its own; JSON keeps its fields apart whatever they hold. */
function addRow(hash: Hash, ...fields: readonly (string | number)[]): void {
  hash.update(`${JSON.stringify(fields)}\n`);
}
