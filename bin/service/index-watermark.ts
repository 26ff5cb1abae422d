import { TracewellError } from "#domain/errors.ts";
import type { Watermark } from "#storage/index/event-index.ts";
import { openStandingIndexReader, type IndexPlace } from "./open-index.ts";

/**
 * How far the index goes in `ledger`; null when nothing of it is indexed, or when the
 * index cannot be read: it is then made anew. Changes nothing.
 */
export async function readIndexWatermark(
  place: IndexPlace,
  ledger: string,
): Promise<Watermark | null> {
  const reader = await openStandingIndexReader(place);
  try {
    const watermarks = await reader.watermarks();
    return watermarks.find((watermark) => watermark.ledger === ledger) ?? null;
  } catch (error) {
    if (error instanceof TracewellError && error.code === "index-unavailable") return null;
    throw error;
  } finally {
    await reader.close();
  }
}
