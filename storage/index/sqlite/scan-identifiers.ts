import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import type { IdentifierQuery } from "../event-index.ts";
import { reverseSkeleton } from "#domain/identifiers/skeleton.ts";
import type { OpenPartitions } from "./open-partitions.ts";

const SELECT = {
  forward: selectFrom("identifiers"),
  reversed: selectFrom("identifiers_reversed"),
};

function selectFrom(table: string): string {
  return `SELECT skeleton, object_type, id FROM ${table}
    WHERE skeleton >= ? AND skeleton < ? ORDER BY skeleton, object_type, id LIMIT ?`;
}

/** The first `limit` identifiers of the range over all partitions, each once. */
export function scanIdentifiers(
  partitions: OpenPartitions,
  query: IdentifierQuery,
): IndexedIdentifier[] {
  const select = query.reversed ? SELECT.reversed : SELECT.forward;
  const found = new Map<string, IndexedIdentifier>();
  for (const known of partitions.known) {
    const rows = partitions.reader(known).all(select, query.from, query.to, query.limit);
    for (const row of rows) {
      const skeleton = String(row["skeleton"]);
      const objectType = String(row["object_type"]);
      const id = String(row["id"]);
      found.set(JSON.stringify([skeleton, objectType, id]), { objectType, id, skeleton });
    }
  }
  const first = [...found.values()].toSorted(compareIdentifiers).slice(0, query.limit);
  if (!query.reversed) return first;
  return first.map(({ objectType, id, skeleton }) => {
    return { objectType, id, skeleton: reverseSkeleton(skeleton) };
  });
}

function compareIdentifiers(a: IndexedIdentifier, b: IndexedIdentifier): number {
  return (
    compareText(a.skeleton, b.skeleton) ||
    compareText(a.objectType, b.objectType) ||
    compareText(a.id, b.id)
  );
}

/** SQLite compares UTF-8 bytes, which is the order of code points. */
function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
