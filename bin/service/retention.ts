import type { Config } from "#bin/config.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { acquireLedgerLock } from "#storage/ledger/ledger-lock.ts";
import { finishRemoval, noteRemoval } from "#storage/ledger/retention.ts";
import { keptFromSeq, type RemovedSegment } from "#storage/ledger/retention-note.ts";
import { readIndexWatermark } from "./index-watermark.ts";
import { indexPlace, openIndexWriter } from "./open-index.ts";
import { planRemoval } from "./plan-removal.ts";
import { ledgerDirectory, MAIN_LEDGER } from "./threads.ts";

export interface RetentionLimits {
  /** RFC 3339 UTC, milliseconds. */
  readonly recordedBefore: string;
}

/** The segments that `removeOld` would remove now. Changes nothing; may run beside a service. */
export async function listOld(config: Config, limits: RetentionLimits): Promise<RemovedSegment[]> {
  const watermark = await readIndexWatermark(indexPlace(config), MAIN_LEDGER);
  // An index that is made anew begins at the first record that is left.
  const throughSeq = watermark?.throughSeq ?? Number.MAX_SAFE_INTEGER;
  return planRemoval(placeOf(config), { ...limits, throughSeq });
}

/**
 * Removes whole old segments while no service runs: first the note that they are, then their partitions of
 * the index, then the files. What an interrupted removal has left is done too. Throws `ledger-locked`.
 */
export async function removeOld(
  config: Config,
  limits: RetentionLimits & { readonly by: string; readonly removedAt: string },
): Promise<RemovedSegment[]> {
  const place = placeOf(config);
  const { files, directory } = place;
  using stack = new DisposableStack();
  const lock = acquireLedgerLock(directory, MAIN_LEDGER);
  stack.defer(() => lock.release());
  const plan = await listOld(config, limits);
  if (plan.length > 0) noteRemoval(place, plan, limits);
  const kept = keptFromSeq(files, directory);
  if (kept > 1) {
    const writer = await openIndexWriter(indexPlace(config));
    try {
      await writer.dropBefore(MAIN_LEDGER, kept);
    } finally {
      await writer.close();
    }
  }
  finishRemoval(files, directory);
  return plan;
}

function placeOf({ dataDir }: Config) {
  return {
    files: nodeFiles,
    directory: ledgerDirectory(dataDir, MAIN_LEDGER),
    ledger: MAIN_LEDGER,
  };
}
