import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import { reverseSkeleton } from "#domain/identifiers/skeleton.ts";
import type { IdentifierQuery } from "../event-index.ts";
import {
  identifierRangeKey,
  identifierTermRange,
  parseIdentifierTerm,
} from "./identifier-terms.ts";
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

/** For each question the first `limit` identifiers of its range over all partitions, each once. */
export function scanIdentifiers(
  partitions: OpenPartitions,
  queries: readonly IdentifierQuery[],
): IndexedIdentifier[][] {
  const asked = queries.map((query) => ({
    query,
    key: keyOf(query),
    found: new Map<string, Found>(),
  }));
  // Partition by partition: each is opened once, however many there are.
  for (const known of partitions.known) {
    for (const { query, key, found } of asked) {
      if (key !== null && !partitions.mayHold(known, key)) continue;
      const identifiers = scan(partitions.reader(known), query);
      for (const identifier of identifiers) found.set(identifier.term, identifier);
    }
  }
  return asked.map(({ query, found }) => firstOf([...found.values()], query));
}

function keyOf({ from, to, reversed }: IdentifierQuery): string | null {
  return identifierRangeKey(from, to, reversed ? "reversed" : "forward");
}

function firstOf(found: readonly Found[], query: IdentifierQuery): IndexedIdentifier[] {
  const first = found.toSorted(compareFound).slice(0, query.limit);
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
