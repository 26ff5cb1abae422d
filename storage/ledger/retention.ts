import { join } from "node:path";
import { invariant } from "#domain/errors.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { lineChecksum, parseEnvelope } from "./envelope.ts";
import { corrupt } from "./ledger-failure.ts";
import { readRetentionNote, writeRetentionNote } from "./retention-note.ts";
import type { RemovedSegment, RetentionNote } from "./retention-note.ts";
import { listMergedIdentities, listSegmentFiles, listSegments } from "./segment-files.ts";
import { SegmentReader } from "./segment-reader.ts";

interface LedgerPlace {
  readonly files: FileLayer;
  readonly directory: string;
  readonly ledger: string;
}

/**
 * The segments that may go, oldest first: whole, sealed, without a gap before them, and every record
 * recorded before `recordedBefore` (RFC 3339 UTC, milliseconds) and indexed (`throughSeq`). The time counts
 * at which a record came, not the one it tells of. The open segment always stays. Changes nothing; may run
 * beside the writer. Legal holds, once there are any, shorten this list and nothing else.
 */
export function planRetention(
  place: LedgerPlace,
  limits: { readonly recordedBefore: string; readonly throughSeq: number },
): RemovedSegment[] {
  const { files, directory } = place;
  const firstSeqs = listSegments(files, directory);
  const plan: RemovedSegment[] = [];
  for (const [index, firstSeq] of firstSeqs.slice(0, -1).entries()) {
    const lastSeq = (firstSeqs[index + 1] ?? 0) - 1;
    if (lastSeq > limits.throughSeq) break;
    const segment = describeSegment(place, firstSeq, lastSeq);
    if (segment.lastRecordedAt >= limits.recordedBefore) break;
    plan.push(segment);
  }
  return plan;
}

/**
 * Notes durably that the planned segments are removed. From then on they are: `finishRemoval`, or the next
 * start, only does what is noted. Only for who holds the ledger's lock.
 */
export function noteRemoval(
  { files, directory, ledger }: LedgerPlace,
  plan: readonly RemovedSegment[],
  by: { readonly removedAt: string; readonly by: string; readonly recordedBefore: string },
): RetentionNote {
  const last = plan.at(-1);
  invariant(last !== undefined, "something is to be removed");
  const before = readRetentionNote(files, directory)?.removals ?? [];
  const removals = [...before, { ...by, segments: plan }];
  const note = { ledger, keptFromSeq: last.lastSeq + 1, removals };
  writeRetentionNote(files, directory, note);
  return note;
}

/**
 * Removes the files of segments that are noted as removed. Throws `ledger-corrupt`, and removes nothing, when
 * the segment that should be the first one kept is not there.
 */
export function finishRemoval(files: FileLayer, directory: string): void {
  const note = readRetentionNote(files, directory);
  if (note === null) return;
  const { keptFromSeq, removals } = note;
  const gone = new Set(
    removals.flatMap(({ segments }) => segments.map(({ firstSeq }) => firstSeq)),
  );
  const left = [
    ...listSegmentFiles(files, directory).filter(({ firstSeq }) => gone.has(firstSeq)),
    ...listMergedIdentities(files, directory).filter(({ lastSeq }) => lastSeq < keptFromSeq),
  ];
  if (left.length === 0) return;
  if (!listSegments(files, directory).includes(keptFromSeq)) {
    const file = join(directory, "retention.json");
    throw corrupt(
      `${file} says that records are kept from seq ${keptFromSeq} on, but no segment begins there. ` +
        `Nothing was removed. Restore the segment from a backup.`,
      { file, offset: 0, seq: keptFromSeq },
    );
  }
  for (const { path } of left) files.remove(path);
  files.syncDirectory(directory);
}

function describeSegment(place: LedgerPlace, firstSeq: number, lastSeq: number): RemovedSegment {
  const { files, directory } = place;
  const reader = SegmentReader.open(files, { ...place, firstSeq });
  try {
    const line = reader.readLine(lastSeq);
    if (line === null) {
      const { file, bytes } = reader;
      throw corrupt(`${file} ends before seq ${lastSeq}.`, { file, offset: bytes, seq: lastSeq });
    }
    const bytes = listSegmentFiles(files, directory)
      .filter((file) => file.firstSeq === firstSeq)
      .reduce((sum, { path }) => sum + sizeOf(files, path), 0);
    const { recordedAt: lastRecordedAt } = parseEnvelope(line);
    return { firstSeq, lastSeq, bytes, lastRecordedAt, lastChecksum: lineChecksum(line) };
  } finally {
    reader.close();
  }
}

function sizeOf(files: FileLayer, path: string): number {
  const handle = files.openRead(path);
  try {
    return handle.size();
  } finally {
    handle.close();
  }
}
