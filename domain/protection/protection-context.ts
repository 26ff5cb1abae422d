/**
 * What binds a ciphertext to its place: ledger, record identity and field. It is authenticated with the
 * ciphertext, so that a value moved to another record or field cannot be read there.
 */

import { TOP_LEVEL_SUFFIX } from "#domain/events/event-attributes.ts";

/** The parts of a record that are known both before it is appended and when it is read back. */
export interface ProtectedRecord {
  readonly ledger: string;
  /** Identity within the source; a record without one is told by what and when it was. */
  readonly id?: string | undefined;
  readonly source: { readonly name: string };
  readonly event: {
    readonly type: string;
    readonly time: string;
    readonly transactionId?: string | undefined;
  };
}

/**
 * The field's path as search and context know it: array positions and the leading `attributes` are left
 * out, and case is folded, so that `attributes.lines.0.code` and `lines.code` are one field; so are a field
 * at the top of the event and the attribute as which answers show it.
 */
export function canonicalFieldPath(path: string): string {
  const names = path
    .replaceAll(TOP_LEVEL_SUFFIX, "")
    .toLowerCase()
    .split(".")
    .filter((name) => !/^\d+$/.test(name));
  if (names.length > 1 && names[0] === "attributes") names.shift();
  return names.join(".");
}

/** The context of one field of one record, as unambiguous text. */
export function fieldContext(record: ProtectedRecord, path: string): string {
  const identity = record.id ?? [
    record.event.type,
    record.event.time,
    record.event.transactionId ?? null,
  ];
  return JSON.stringify([record.ledger, record.source.name, identity, canonicalFieldPath(path)]);
}
