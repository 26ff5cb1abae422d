import { z } from "zod";
import { filtersHash, openCursor, otherFilters, sealCursor } from "./cursor.ts";

/** What the next page of a list from the view of lifecycles needs. */
export interface ViewCursor {
  /** The first page's moment: `stuckFor` means the same on every page. */
  readonly nowMs: number;
  /** Through where the view had read each ledger for the first page. */
  readonly throughSeq: Readonly<Record<string, number>>;
  /** Where the page before stopped; what it is depends on the list. */
  readonly after: string;
}

const KIND = "view-1";

const contentSchema = z.tuple([
  z.literal(KIND),
  z.string(),
  z.number(),
  z.record(z.string(), z.number().int().nonnegative()),
  z.string(),
]);

/** `parts` name the list with every filter. Opaque and URL-safe. */
export function writeViewCursor(
  parts: readonly (string | undefined)[],
  { nowMs, throughSeq, after }: ViewCursor,
): string {
  return sealCursor([KIND, filtersHash(parts), nowMs, throughSeq, after]);
}

/** Throws `invalid-cursor` when it is foreign, altered, or of a list with other filters. */
export function readViewCursor(parts: readonly (string | undefined)[], text: string): ViewCursor {
  const [, filters, nowMs, throughSeq, after] = openCursor(text, contentSchema);
  if (filters !== filtersHash(parts)) throw otherFilters();
  return { nowMs, throughSeq, after };
}
