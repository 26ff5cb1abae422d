import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";

/** What a page of the quarantine was asked with; the next page must be asked with the same. */
export interface QuarantineFilters {
  readonly status?: string;
  readonly source?: string;
}

const cursorSchema = z.tuple([z.literal("q1"), z.string(), z.string(), z.string()]);

/** Opaque; items are numbered in order of arrival, so the last one seen is the whole position. */
export function writeQuarantineCursor(filters: QuarantineFilters, lastItemId: string): string {
  const fields = ["q1", filters.status ?? "", filters.source ?? "", lastItemId];
  return Buffer.from(JSON.stringify(fields)).toString("base64url");
}

/**
 * The item after which the page begins. Throws `invalid-cursor`, also for a cursor of other
 * filters.
 */
export function readQuarantineCursor(filters: QuarantineFilters, cursor: string): string {
  const [, status, source, itemId] = parse(cursor);
  if (status !== (filters.status ?? "") || source !== (filters.source ?? "")) {
    throw new TracewellError(
      "invalid-cursor",
      "This cursor belongs to a list with other filters. Ask with the same, or begin without a cursor.",
    );
  }
  return itemId;
}

function parse(cursor: string): z.infer<typeof cursorSchema> {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw new TracewellError(
      "invalid-cursor",
      "This cursor was not made by this service. Begin without one.",
      { cause },
    );
  }
}
