import { TracewellError } from "#domain/errors.ts";
import type { Watermark } from "#storage/index/event-index.ts";
import { standingDirectory } from "#storage/index/replace-directory.ts";
import { openSqliteIndexReader } from "#storage/index/sqlite/event-index-reader.ts";
import { indexDirectory } from "./threads.ts";

/**
 * How far the index of a data directory goes in `ledger`; null when nothing of it is indexed, or when the
 * index cannot be read: it is then made anew. Changes nothing.
 */
export async function readIndexWatermark(
  dataDir: string,
  ledger: string,
): Promise<Watermark | null> {
  const directory = standingDirectory(indexDirectory(dataDir));
  const reader = openSqliteIndexReader({ directory });
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
