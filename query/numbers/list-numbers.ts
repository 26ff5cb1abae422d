import { TracewellError } from "#domain/errors.ts";
import type { LifecycleReader, StoreRow } from "#storage/lifecycles/lifecycle-store.ts";
import type {
  Explanation,
  NumberStores,
  OrderNumberAnswer,
  OrderNumbers,
} from "../answers/number-answers.ts";
import { lifecyclesOf, type QuerySources } from "../query-sources.ts";
import type { QueryRequest } from "../query-engine.ts";
import { movedReasons, readJudgedState, readViewState, viewCoverage } from "../view-coverage.ts";
import { readViewCursor, writeViewCursor } from "../view-cursor.ts";
import { type NumberSpan, readSpan } from "./read-span.ts";
import type { OrderNumbersRequest } from "./number-request.ts";

/** Numbers of a sequence that one request looks at, told or not: some hundred milliseconds of work. */
const NUMBERS_LOOKED_AT_MAX = 10_000;

/** Numbers looked at together. */
const SPAN_NUMBERS = 1_000;

/** Where a page begins: a sequence, and how many of its rows came before; two orders may carry one number. */
interface Place {
  readonly sequence: number;
  readonly taken: number;
}

/**
 * One page of the numbers of a store, ascending by sequence: those that records tell with what became of them,
 * and those that none tells with why, where there is evidence. Throws `not-found` for a store that no record
 * names, `invalid-parameter`, `invalid-cursor`, and `index-unavailable` where there is no view.
 */
export async function listNumbers(
  sources: QuerySources,
  request: OrderNumbersRequest,
): Promise<OrderNumbers> {
  const lifecycles = lifecyclesOf(sources);
  const { facts, nowMs, store, limit, explanations } = request;
  const parts = partsOf(request);
  const cursor = request.cursor === undefined ? null : readViewCursor(parts, request.cursor);
  const state = await readJudgedState(lifecycles, facts, nowMs);
  const bounds = await boundsOf(lifecycles, request);
  const { first, end } = bounds;
  const begin = cursor === null ? { sequence: bounds.begin, taken: 0 } : readPlace(cursor.after);
  const wanted = explanations === undefined ? null : new Set(explanations);
  const items: OrderNumberAnswer[] = [];
  const reasons = new Set<string>();
  const stop = Math.min(end, begin.sequence + NUMBERS_LOOKED_AT_MAX);
  let next = begin;
  while (next.sequence < stop && items.length < limit) {
    const from = next.sequence;
    const span = await readSpan(sources, {
      store,
      from,
      end: Math.min(stop, from + SPAN_NUMBERS),
      first,
      throughSeq: state.positions,
      nowMs,
    });
    for (const reason of span.reasons) reasons.add(reason);
    next = takeNumbers(items, span, { next, wanted, limit });
  }
  const throughSeq = cursor?.throughSeq ?? state.positions;
  const moved = movedReasons(throughSeq, state.positions);
  return {
    items,
    nextCursor:
      next.sequence >= end
        ? null
        : writeViewCursor(parts, { nowMs, throughSeq, after: `${next.sequence} ${next.taken}` }),
    coverage: viewCoverage(facts, state, [...reasons, ...moved]),
  };
}

/** The stores whose numbers records tell. Throws `index-unavailable` where there is no view. */
export async function listNumberStores(
  sources: QuerySources,
  { facts }: QueryRequest,
): Promise<NumberStores> {
  const lifecycles = lifecyclesOf(sources);
  const state = await readViewState(lifecycles, facts);
  const stores = await lifecycles.stores();
  return {
    items: stores.map((row) => Object.assign({ missing: missingOf(row) }, row)),
    coverage: viewCoverage(facts, state),
  };
}

/** At least so many: two orders may carry one number. */
function missingOf({ firstSequence, lastSequence, numbers }: StoreRow): number {
  return Math.max(0, lastSequence - firstSequence + 1 - numbers);
}

/** Everything that makes it another list. */
function partsOf({ store, from, to, explanations }: OrderNumbersRequest): (string | undefined)[] {
  const kinds = explanations?.toSorted().join(" ");
  return ["order-numbers", store, from?.toString(), to?.toString(), kinds];
}

/** Numbers after the last that is told were not given yet, as far as anybody knows. */
async function boundsOf(
  lifecycles: LifecycleReader,
  { store, from, to }: OrderNumbersRequest,
): Promise<{ first: number; begin: number; end: number }> {
  const stores = await lifecycles.stores();
  const row = stores.find((known) => known.store === store);
  if (row === undefined) {
    const known = stores.map((one) => one.store).join(", ");
    throw new TracewellError(
      "not-found",
      `No record tells a number of the store ${store}; known: ${known === "" ? "none" : known}.`,
    );
  }
  if (from !== undefined && to !== undefined && to < from) {
    throw new TracewellError(
      "invalid-parameter",
      `The range ends before it begins: ${from} to ${to}.`,
    );
  }
  const { firstSequence: first, lastSequence } = row;
  return { first, begin: from ?? first, end: Math.min(to ?? lastSequence + 1, lastSequence + 1) };
}

/** Takes over what is wanted, up to the limit; gives the place that is next. */
function takeNumbers(
  items: OrderNumberAnswer[],
  { numbers, end }: NumberSpan,
  asked: {
    readonly next: Place;
    readonly wanted: ReadonlySet<Explanation> | null;
    readonly limit: number;
  },
): Place {
  const { next, wanted, limit } = asked;
  let place: Place = { sequence: next.sequence, taken: 0 };
  for (const number of numbers) {
    const { sequence } = number;
    const taken = sequence === place.sequence ? place.taken : 0;
    place = { sequence, taken: taken + 1 };
    if (sequence === next.sequence && taken < next.taken) continue;
    if (wanted !== null && !wanted.has(number.explanation)) continue;
    if (items.length === limit) return { sequence, taken };
    items.push(number);
  }
  return { sequence: end, taken: 0 };
}

function readPlace(text: string): Place {
  const [sequence, taken] = text.split(" ").map(Number);
  return { sequence: sequence ?? 0, taken: taken ?? 0 };
}
