import { TracewellError } from "#domain/errors.ts";
import type { RecordedEvent } from "#domain/events/event.ts";
import { skeletonOf } from "#domain/identifiers/skeleton.ts";
import { isOwnRole } from "#domain/lifecycles/named-objects.ts";
import type { LifecycleType, ObjectKey } from "#domain/lifecycles/object-key.ts";
import { protectedToken } from "#domain/tokens/event-tokens.ts";
import { foldKey } from "#domain/tokens/words.ts";
import type { IndexExpression } from "#storage/index/event-index.ts";
import type { Positions } from "../coverage.ts";
import type { QuerySources } from "../query-sources.ts";
import { readRecords } from "../reading/read-records.ts";
import { idSpellings, type QUOTED_PROTECTED_PATHS } from "../search/plan-text.ts";
import { objectExpression } from "./object-events.ts";

/** IDs of one skeleton that are compared; only look-alikes of one ID share it. */
const SPELLINGS_READ_MAX = 100;

/** Records read for one protected value: a card's code stands in the record of its issue. */
const PROTECTED_RECORDS_MAX = 100;

/** What objects are called in sentences. */
export const OBJECT_NAMES: Readonly<Record<LifecycleType, string>> = {
  order: "order",
  quote: "quote",
  giftCard: "gift card",
  license: "license",
  payment: "payment",
  transaction: "transaction",
  replay: "replay",
};

/** Objects that are found by a protected value too, and by which. */
const PROTECTED_NAMES: Partial<
  Readonly<Record<LifecycleType, (typeof QUOTED_PROTECTED_PATHS)[number]>>
> = { giftCard: "attributes.code", license: "attributes.licenseNumber" };

export interface Sight {
  readonly positions: Positions;
  /** The index has more to read. */
  readonly isBehind: boolean;
}

/** Case, blanks and dashes never count in an ID that was copied; anything else is a guess. */
function withoutDashes(id: string): string {
  return foldKey(id.replaceAll(/[\s\p{Pd}]+/gu, ""));
}

/** The newest records, which retention removes last; `found` counts those too that it did remove. */
async function newestRecords(
  sources: QuerySources,
  expression: IndexExpression,
  { positions }: Sight,
  limit: number,
): Promise<{ readonly found: number; readonly records: readonly RecordedEvent[] }> {
  const hits = await sources.index.search({
    expression,
    order: "newest",
    limit,
    throughSeq: positions,
  });
  const { records } = readRecords(sources.ledgers, hits);
  return { found: hits.length, records: records.map(({ record }) => record) };
}

/** The object as its records write it; null when no record names it. */
async function findSpelling(
  sources: QuerySources,
  key: ObjectKey,
  sight: Sight,
): Promise<ObjectKey | null> {
  const { found, records } = await newestRecords(sources, objectExpression(key), sight, 1);
  const [record] = records;
  if (record === undefined) return found === 0 ? null : key;
  const { transactionId, objects = [] } = record.event;
  const ids = objects.filter(({ type }) => type === key.type).map(({ id }) => id);
  if (key.type === "transaction" && transactionId !== undefined) ids.unshift(transactionId);
  const folded = foldKey(key.id);
  return { type: key.type, id: ids.find((id) => foldKey(id) === folded) ?? key.id };
}

/** Spellings of the index whose case, blanks and dashes alone differ from the given one. */
async function spellingsOf(sources: QuerySources, { type, id }: ObjectKey): Promise<string[]> {
  const skeleton = skeletonOf(id);
  if (skeleton === "") return [];
  const found = await sources.index.identifiers({
    from: skeleton,
    to: `${skeleton}!`,
    reversed: false,
    limit: SPELLINGS_READ_MAX,
  });
  return found
    .filter((other) => other.objectType === type)
    .map((other) => other.id)
    .filter((other) => withoutDashes(other) === withoutDashes(id));
}

/** The one object whose protected value was given; null where there is none, or several. */
async function findByProtected(
  sources: QuerySources,
  { type, id }: ObjectKey,
  sight: Sight,
): Promise<ObjectKey | null> {
  const path = PROTECTED_NAMES[type];
  if (path === undefined) return null;
  const operands = idSpellings(id).map((text) => ({
    kind: "token" as const,
    token: protectedToken(path, sources.searchHash(path, text)),
  }));
  const expression: IndexExpression = { kind: "or", operands };
  const ids = new Set<string>();
  const { records } = await newestRecords(sources, expression, sight, PROTECTED_RECORDS_MAX);
  for (const { event } of records) {
    for (const object of event.objects ?? []) {
      if (object.type === type && isOwnRole(object.role)) ids.add(object.id);
    }
  }
  const [only] = ids;
  return only !== undefined && ids.size === 1 ? { type, id: only } : null;
}

/**
 * The object that an ID names, as its records write it: by any of its IDs, whose case, blanks and dashes do
 * not count, a gift card by its code, a license by its number. Throws `not-found` with the way to `/resolve`
 * when there is none, saying so when the index is behind.
 */
export async function findObject(
  sources: QuerySources,
  { type, id }: ObjectKey,
  sight: Sight,
): Promise<ObjectKey> {
  const given = id.trim();
  for (const spelling of new Set([given, withoutDashes(given)])) {
    const found = await findSpelling(sources, { type, id: spelling }, sight);
    if (found !== null) return found;
  }
  const byProtected = await findByProtected(sources, { type, id: given }, sight);
  if (byProtected !== null) return byProtected;
  for (const spelling of await spellingsOf(sources, { type, id: given })) {
    const found = await findSpelling(sources, { type, id: spelling }, sight);
    if (found !== null) return found;
  }
  const resolve = `/api/v1/resolve?id=${encodeURIComponent(given)}`;
  throw new TracewellError(
    "not-found",
    `No record names the ${OBJECT_NAMES[type]} ${given}${sight.isBehind ? " as far as the index has read" : ""}. ` +
      `If the ID may be misread, ${resolve} lists what could be meant.`,
    { detail: { id: given, resolve } },
  );
}
