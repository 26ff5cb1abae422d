import type { TimelineEntry } from "#query/answers/object-answers.ts";
import type { MarkShape } from "../../components/mark.tsx";
import type { Due } from "./dues.ts";
import { lastEntryBy } from "./place-findings.ts";

/** Object types that have a lane, in the order in which a sale meets them. */
const LANE_TYPES = ["transaction", "quote", "order", "payment", "giftCard", "license"] as const;
export type LaneType = (typeof LANE_TYPES)[number];

const LANE_SHAPES: Readonly<Record<LaneType, MarkShape>> = {
  transaction: "circle",
  quote: "diamond",
  order: "square",
  payment: "triangle",
  giftCard: "bar",
  license: "hexagon",
};

/** More lanes than this are not told apart; objects of one type then share a lane. */
const LANES_MAX = 8;

/** Attempts to pay follow one another: they share a lane however many there are. */
const SHARED_TYPES: ReadonlySet<LaneType> = new Set(["transaction", "payment"]);

/** The lane on which events of a family are marked; all others on the transaction's. */
const FAMILY_LANES: Readonly<Record<string, LaneType>> = {
  quote: "quote",
  checkout: "quote",
  order: "order",
  payment: "payment",
  fulfillment: "order",
  stock: "order",
  invoice: "order",
  mail: "order",
  replay: "order",
  giftCard: "giftCard",
  license: "license",
};

/** The lane an event type belongs to, for a mark beside it outside a timeline. */
export function laneOf(eventType: string): LaneType {
  return FAMILY_LANES[eventType.split(".")[0] ?? ""] ?? "transaction";
}

export interface Lane {
  readonly type: LaneType;
  readonly shape: MarkShape;
  /** IDs drawn on this lane; empty for the transaction itself, and for what is due and has no ID yet. */
  readonly ids: readonly string[];
  /** First and last record that concern it: indexes into the timeline. */
  readonly first: number;
  readonly last: number;
}

export interface LaneRow {
  /** The lane of the event's mark. */
  readonly marked: number;
  /** Other lanes whose objects the event touches. */
  readonly touched: readonly number[];
}

/** A deadline on a lane. */
export interface LaneDue {
  readonly due: Due;
  readonly lane: number;
  /** The entry since which it is owed, and the last one before the deadline; -1 where there is none. */
  readonly from: number;
  readonly after: number;
  /** Its own place between that entry and the next one. */
  readonly place: number;
}

export interface LaneLayout {
  readonly lanes: readonly Lane[];
  /** One per timeline entry. */
  readonly rows: readonly LaneRow[];
  readonly dues: readonly LaneDue[];
}

export function shapeOf(type: string): MarkShape {
  const laneType = LANE_TYPES.find((lane) => lane === type);
  return laneType === undefined ? "ring" : LANE_SHAPES[laneType];
}

/** Objects of an event that have lanes. An order's foreign ID is the same order, not another one. */
function laneObjects(entry: TimelineEntry): { type: LaneType; id: string }[] {
  const found: { type: LaneType; id: string }[] = [];
  for (const { type, id, role } of entry.objects) {
    const laneType = LANE_TYPES.find((lane) => lane === type);
    if (laneType === undefined) continue;
    const standsBeside =
      role === "foreignId" && entry.objects.some((o) => o.type === type && o.role === undefined);
    if (!standsBeside) found.push({ type: laneType, id });
  }
  return found;
}

/** Which key an object's lane has: its own, or its type's where objects share one. */
function laneKeys(
  entries: readonly TimelineEntry[],
): (object: { type: LaneType; id: string }) => string {
  const separate = new Set(["transaction"]);
  for (const entry of entries) {
    for (const { type, id } of laneObjects(entry)) {
      separate.add(SHARED_TYPES.has(type) ? type : `${type} ${id}`);
    }
  }
  const isCrowded = separate.size > LANES_MAX;
  return ({ type, id }) => (isCrowded || SHARED_TYPES.has(type) ? type : `${type} ${id}`);
}

interface DraftLane {
  readonly type: LaneType;
  readonly ids: Set<string>;
  first: number;
  last: number;
}

interface DraftRow {
  marked: string;
  touched: Set<string>;
}

/**
 * Where each event is marked and which lanes it touches, and on which lanes something is due. Entries and dues
 * are in timeline order.
 */
export function layOutLanes(
  entries: readonly TimelineEntry[],
  dues: readonly Due[] = [],
): LaneLayout {
  const keyOf = laneKeys(entries);
  const drafts = new Map<string, DraftLane>();
  const touch = (key: string, type: LaneType, id: string | undefined, index: number) => {
    const draft = drafts.get(key) ?? { type, ids: new Set(), first: index, last: index };
    draft.last = index;
    if (id !== undefined) draft.ids.add(id);
    drafts.set(key, draft);
  };
  const rows = entries.map((entry, index): DraftRow => {
    const objects = laneObjects(entry);
    const family = laneOf(entry.type);
    const own = objects.find((object) => object.type === family);
    const marked = own === undefined ? (family === "transaction" ? undefined : objects[0]) : own;
    const markedKey = marked === undefined ? "transaction" : keyOf(marked);
    const touched = new Set(objects.map(keyOf).filter((key) => key !== markedKey));
    // A lane's first record hangs on the transaction, so that its origin can be seen.
    if (markedKey !== "transaction" && touched.size === 0 && !drafts.has(markedKey)) {
      touched.add("transaction");
    }
    for (const object of objects) touch(keyOf(object), object.type, object.id, index);
    // Every record carries the transaction's ID.
    touch("transaction", "transaction", undefined, index);
    return { marked: markedKey, touched };
  });
  return numberLanes(
    drafts,
    rows,
    dues.map((due) => placeDue(due, { entries, drafts, rows, keyOf })),
  );
}

interface DraftDue {
  readonly due: Due;
  readonly key: string;
  readonly from: number;
  readonly after: number;
}

interface Drafts {
  readonly entries: readonly TimelineEntry[];
  readonly drafts: Map<string, DraftLane>;
  readonly rows: readonly DraftRow[];
  readonly keyOf: ReturnType<typeof laneKeys>;
}

/** On its object's lane, or the one its evidence marks; what was never made has a lane of its own. */
function placeDue(due: Due, { entries, drafts, rows, keyOf }: Drafts): DraftDue {
  const evidence = new Set(due.evidence);
  const proofs = entries.flatMap(({ reference }, index) =>
    evidence.has(reference) ? [index] : [],
  );
  const after = lastEntryBy(entries, due.time);
  const from = Math.min(after, proofs.at(-1) ?? after);
  const own = due.on.type === due.lane ? keyOf({ type: due.lane, id: due.on.id }) : undefined;
  const isOfType = (key: string) => drafts.get(key)?.type === due.lane;
  const marked = proofs.flatMap((index) => rows[index]?.marked ?? []).filter(isOfType);
  const known = own !== undefined && drafts.has(own) ? own : marked.at(-1);
  const key = known ?? `${due.lane} due`;
  if (!drafts.has(key)) {
    drafts.set(key, { type: due.lane, ids: new Set(), first: from, last: from });
  }
  return { due, key, from, after };
}

function numberLanes(
  drafts: ReadonlyMap<string, DraftLane>,
  rows: readonly DraftRow[],
  dues: readonly DraftDue[],
): LaneLayout {
  const ordered = [...drafts].sort(
    ([, a], [, b]) => LANE_TYPES.indexOf(a.type) - LANE_TYPES.indexOf(b.type) || a.first - b.first,
  );
  const numbers = new Map(ordered.map(([key], index) => [key, index]));
  const numberOf = (key: string) => numbers.get(key) ?? 0;
  return {
    lanes: ordered.map(([, draft]) => ({
      type: draft.type,
      shape: LANE_SHAPES[draft.type],
      ids: [...draft.ids],
      first: draft.first,
      last: draft.last,
    })),
    rows: rows.map((row) => ({
      marked: numberOf(row.marked),
      touched: [...row.touched].map(numberOf).sort((a, b) => a - b),
    })),
    dues: dues.map(({ due, key, from, after }, index) => {
      const place = after + (index + 1) / (dues.length + 1);
      return { due, lane: numberOf(key), from, after, place };
    }),
  };
}
