import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import { reverseSkeleton } from "#domain/identifiers/skeleton.ts";
import type { IdentifierQuery } from "../event-index.ts";
import { identifierTermRange, parseIdentifierTerm } from "./identifier-terms.ts";
import type { OpenPartitions } from "./open-partitions.ts";
import type { PartitionReader } from "./partition-reader.ts";

const SELECT_TERMS = "SELECT term FROM identifier_terms WHERE term >= ? AND term < ?";

/** `key` is the skeleton or the reversed skeleton, whichever is scanned. */
interface Found {
  readonly term: string;
  readonly key: string;
  readonly objectType: string;
  readonly id: string;
}

/** The first `limit` identifiers of the range over all partitions, each once. */
export function scanIdentifiers(
  partitions: OpenPartitions,
  query: IdentifierQuery,
): IndexedIdentifier[] {
  const found = new Map<string, Found>();
  for (const known of partitions.known) {
    for (const identifier of scan(partitions.reader(known), query)) {
      found.set(identifier.term, identifier);
    }
  }
  const first = [...found.values()].toSorted(compareFound).slice(0, query.limit);
  return first.map(({ key, objectType, id }) => {
    return { objectType, id, skeleton: query.reversed ? reverseSkeleton(key) : key };
  });
}

/** At least the first `limit` of one partition: terms of one key come in another order than wanted. */
function* scan(reader: PartitionReader, query: IdentifierQuery): Generator<Found> {
  const range = identifierTermRange(query.from, query.to, query.reversed ? "reversed" : "forward");
  let yielded = 0;
  let lastKey = "";
  for (const row of reader.rows(SELECT_TERMS, range.from, range.to)) {
    const term = String(row["term"]);
    const identifier = { term, ...parseIdentifierTerm(term) };
    const { key } = identifier;
    if (yielded >= query.limit && key !== lastKey) return;
    if (compareText(key, query.from) < 0 || compareText(key, query.to) >= 0) continue;
    yield identifier;
    yielded += 1;
    lastKey = key;
  }
}

function compareFound(a: Found, b: Found): number {
  return (
    compareText(a.key, b.key) || compareText(a.objectType, b.objectType) || compareText(a.id, b.id)
  );
}

/** By code points, which is also the order of UTF-8 bytes that SQLite has. */
function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
