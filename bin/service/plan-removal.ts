import { planRetention } from "#storage/ledger/retention.ts";
import { keptFromSeq, type RemovedSegment } from "#storage/ledger/retention-note.ts";

type Place = Parameters<typeof planRetention>[0];
type Limits = Parameters<typeof planRetention>[1];

/**
 * The segments that may go and were not noted as removed before. Those that were, and are still there because
 * something was interrupted, are removed without being noted twice.
 */
export function planRemoval(place: Place, limits: Limits): RemovedSegment[] {
  const kept = keptFromSeq(place.files, place.directory);
  return planRetention(place, limits).filter(({ firstSeq }) => firstSeq >= kept);
}
