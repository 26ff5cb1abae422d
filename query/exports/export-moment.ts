import { parseTimeParameter } from "#domain/identifiers/time-parameter.ts";
import type { IndexRange } from "#storage/index/event-index.ts";
import { positionsKnownAt } from "../timeline/known-at.ts";
import type { ExportContext } from "./export-work.ts";

export interface ExportMoment {
  /** Records that the lives of an export rest on, and that its timelines show. */
  readonly range: IndexRange;
  /** For when lives are judged. */
  readonly atMs: number;
}

/** When an export looks at objects, and from what: as it was asked for, else at the moment it was asked. */
export function exportMoment({
  sources,
  request: { what },
  positions,
  nowMs,
}: Pick<ExportContext, "sources" | "request" | "positions" | "nowMs">): ExportMoment {
  if (what.kind !== "object") return { range: { throughSeq: positions }, atMs: nowMs };
  const { asOf, knownAt } = what;
  const asOfMs = asOf === undefined ? null : parseTimeParameter(asOf, nowMs);
  const knownAtMs = knownAt === undefined ? null : parseTimeParameter(knownAt, nowMs);
  const throughSeq =
    knownAtMs === null ? positions : positionsKnownAt(sources.ledgers, positions, knownAtMs);
  return {
    range: { throughSeq, ...(asOfMs !== null && { toMs: asOfMs + 1 }) },
    atMs: asOfMs ?? knownAtMs ?? nowMs,
  };
}
