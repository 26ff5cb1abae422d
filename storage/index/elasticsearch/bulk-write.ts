import type { estypes } from "@elastic/elasticsearch";
import { TracewellError } from "#domain/errors.ts";
import type { IndexEntry } from "../event-index.ts";
import { RetryDelays } from "../retry-delays.ts";
import { ATTEMPTS_MAX } from "./connection.ts";
import type { Connection } from "./connection.ts";
import type { Partition } from "./partition-names.ts";
import { recordDocument, recordId } from "./record-document.ts";
import type { RecordDocument } from "./record-document.ts";
import { unavailable } from "./translate-error.ts";

/** Records of one request: 2,000 was the best of several sizes tried. */
export const BULK_RECORDS_MAX = 2_000;

/** Characters of tokens in one request; a cluster refuses requests above 100 MiB. */
export const BULK_CHARACTERS_MAX = 8 * 1024 * 1024;

/** Requests under way at once: three were best; their order does not matter, since each record has its ID. */
const BULKS_IN_FLIGHT = 3;

const STATUS_OK_END = 300;
const STATUS_NOT_FOUND = 404;
const STATUS_TOO_MANY_REQUESTS = 429;
const STATUS_UNAVAILABLE = 503;

/**
 * Writes records, each under its own ID, and makes them visible. A record that is there already is replaced
 * by itself. Resolves when every one is durable; those refused for want of room are sent again within a
 * bound. Throws `index-unavailable`, or `internal` naming the first record that the cluster will not take;
 * then any of the records may have been written.
 */
export async function writeRecords(
  connection: Connection,
  partition: Partition,
  entries: readonly IndexEntry[],
): Promise<void> {
  const waiting = [...slices(entries)];
  const only = waiting.length === 1;
  const work = async (): Promise<void> => {
    for (let slice = waiting.shift(); slice !== undefined; slice = waiting.shift()) {
      const documents = slice.map((entry) => recordDocument(partition.ledger, entry));
      await writeSlice(connection, partition, documents, only);
    }
  };
  const workers = Array.from({ length: Math.min(waiting.length, BULKS_IN_FLIGHT) }, work);
  // All must have ended before anyone begins again.
  const ends = await Promise.allSettled(workers);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  const { index } = partition;
  if (!only) await connection.request((client) => client.indices.refresh({ index }));
}

/** Consecutive entries that fit into one request. */
export function* slices(entries: readonly IndexEntry[]): Generator<readonly IndexEntry[]> {
  let start = 0;
  let characters = 0;
  for (const [index, entry] of entries.entries()) {
    const isFull =
      index - start >= BULK_RECORDS_MAX ||
      (index > start && characters + entry.tokens.length > BULK_CHARACTERS_MAX);
    if (isFull) {
      yield entries.slice(start, index);
      start = index;
      characters = 0;
    }
    characters += entry.tokens.length;
  }
  if (start < entries.length) yield entries.slice(start);
}

async function writeSlice(
  connection: Connection,
  partition: Partition,
  documents: readonly RecordDocument[],
  refresh: boolean,
): Promise<void> {
  const delays = new RetryDelays();
  let left = documents;
  for (let attempt = 1; ; attempt += 1) {
    left = await send(connection, partition, left, refresh);
    if (left.length === 0) return;
    if (attempt >= ATTEMPTS_MAX) {
      throw unavailable(`Elasticsearch has no room for records (${left.length} refused).`, {
        index: partition.index,
      });
    }
    await connection.wait(delays.next());
  }
}

/** Sends one request; returns the documents that the cluster had no room for. */
async function send(
  connection: Connection,
  { index, ledger }: Partition,
  documents: readonly RecordDocument[],
  refresh: boolean,
): Promise<readonly RecordDocument[]> {
  const answer = await connection.request((client) =>
    client.bulk({
      index,
      refresh,
      operations: documents.flatMap((document) => [
        { index: { _id: recordId(ledger, document.seq) } },
        document,
      ]),
    }),
  );
  if (answer.items.length !== documents.length) {
    throw new TracewellError(
      "internal",
      `A bulk of ${documents.length} records was answered in part.`,
    );
  }
  return documents.filter((document, place) => isRefused(answer.items[place]?.index, document));
}

/** Whether to send a record again; throws when it was not taken for another reason than want of room. */
function isRefused(item: estypes.BulkResponseItem | undefined, document: RecordDocument): boolean {
  if (item !== undefined && item.error === undefined && item.status < STATUS_OK_END) return false;
  const status = item?.status ?? 0;
  if (status === STATUS_TOO_MANY_REQUESTS || status === STATUS_UNAVAILABLE) return true;
  const { ledger, seq } = document;
  const type = item?.error?.type ?? "no answer";
  const detail = { ledger, seq, status, type };
  if (status === STATUS_NOT_FOUND) throw unavailable("A partition of the index is gone.", detail);
  throw new TracewellError("internal", `Elasticsearch does not take record ${seq} (${type}).`, {
    cause: new Error(item?.error?.reason ?? "The bulk's answer does not name it."),
    detail,
  });
}
