import { parseTimeParameter } from "#domain/identifiers/time-parameter.ts";
import type { IndexRange } from "#storage/index/event-index.ts";
import { currentPositions, pinnedPositions, type Positions } from "../coverage.ts";
import type { Cursor } from "../cursor.ts";
import type { ObjectRequest } from "../query-engine.ts";
import type { QuerySources } from "../query-sources.ts";
import { positionsKnownAt } from "../timeline/known-at.ts";

/** When an object is looked at, and from what. */
export interface Moment {
  readonly nowMs: number;
  /** Null where no moment was asked for. */
  readonly asOfMs: number | null;
  readonly positions: Positions;
  readonly range: IndexRange;
  /** For when it is judged. */
  readonly atMs: number;
}

/** Reads `asOf` and `knownAt`, and fixes the positions; of a later page to those of the first. */
export async function momentOf(
  sources: QuerySources,
  request: Pick<ObjectRequest, "facts" | "nowMs" | "asOf" | "knownAt">,
  cursor: Cursor | null,
): Promise<Moment> {
  const { facts, asOf, knownAt } = request;
  const nowMs = cursor?.nowMs ?? request.nowMs;
  const asOfMs = asOf === undefined ? null : parseTimeParameter(asOf, nowMs);
  const knownAtMs = knownAt === undefined ? null : parseTimeParameter(knownAt, nowMs);
  const watermarks = await sources.index.watermarks();
  const positions =
    cursor === null
      ? currentPositions(facts, watermarks)
      : pinnedPositions(cursor.throughSeq, watermarks);
  const throughSeq =
    knownAtMs === null ? positions : positionsKnownAt(sources.ledgers, positions, knownAtMs);
  return {
    nowMs,
    asOfMs,
    positions,
    range: { throughSeq, ...(asOfMs === null ? {} : { toMs: asOfMs + 1 }) },
    atMs: asOfMs ?? knownAtMs ?? nowMs,
  };
}
