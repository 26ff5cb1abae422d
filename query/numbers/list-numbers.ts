import { TracewellError } from "#domain/errors.ts";
import type { LifecycleReader, StoreRow } from "#storage/lifecycles/lifecycle-store.ts";
import type { NumberStores, OrderNumbers } from "../answers/number-answers.ts";
import { lifecyclesOf, type QuerySources } from "../query-sources.ts";
import type { QueryRequest } from "../query-engine.ts";
import { movedReasons, readJudgedState, readViewState, viewCoverage } from "../view-coverage.ts";
import { readViewCursor, writeViewCursor } from "../view-cursor.ts";
import { NumberPage, type StoreRange } from "./number-page.ts";
import type { OrderNumbersRequest } from "./number-request.ts";

/**
 * One page of the numbers of a store, or of all, ascending by store and sequence: those that records tell with
 * what became of them, and those that none tells with why, where there is evidence. Throws `not-found` for a
 * store that no record names, `invalid-parameter`, `invalid-cursor`, and `index-unavailable` where there is no
 * view.
 */
export async function listNumbers(
  sources: QuerySources,
  request: OrderNumbersRequest,
): Promise<OrderNumbers> {
  const lifecycles = lifecyclesOf(sources);
  const { facts, nowMs } = request;
  const parts = partsOf(request);
  const cursor = request.cursor === undefined ? null : readViewCursor(parts, request.cursor);
  const state = await readJudgedState(lifecycles, facts, nowMs);
  const ranges = await rangesOf(lifecycles, request);
  const page = new NumberPage(sources, request, state.positions);
  const after = await page.fill(ranges, cursor?.after ?? null);
  const throughSeq = cursor?.throughSeq ?? state.positions;
  return {
    items: page.items,
    nextCursor: after === null ? null : writeViewCursor(parts, { nowMs, throughSeq, after }),
    coverage: viewCoverage(facts, state, [
      ...page.reasons,
      ...movedReasons(throughSeq, state.positions),
    ]),
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

/** Numbers after the last that is told were not given yet, as far as anybody knows. Ascending by store. */
async function rangesOf(
  lifecycles: LifecycleReader,
  { store, from, to }: OrderNumbersRequest,
): Promise<StoreRange[]> {
  if (from !== undefined && to !== undefined && to < from) {
    throw new TracewellError(
      "invalid-parameter",
      `The range ends before it begins: ${from} to ${to}.`,
    );
  }
  const known = await lifecycles.stores();
  const asked = known.filter((row) => store === undefined || row.store === store);
  if (store !== undefined && asked.length === 0) {
    const names = known.map((row) => row.store).join(", ");
    throw new TracewellError(
      "not-found",
      `No record tells a number of the store ${store}; known: ${names === "" ? "none" : names}.`,
    );
  }
  return asked.map((row) => {
    const { firstSequence: first, lastSequence } = row;
    const end = Math.min(to ?? lastSequence + 1, lastSequence + 1);
    return { store: row.store, first, begin: from ?? first, end };
  });
}
