import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { FrameDamage } from "./framed-content.ts";
import type { LedgerFinding } from "./ledger-finding.ts";
import { RecordCheck } from "./record-check.ts";
import { keptFromSeq } from "./retention-note.ts";
import { UNSEALED_SEGMENTS_MAX } from "./seal-segment.ts";
import { segmentContentBytes } from "./segment-content.ts";
import { listCuts, listOrphans, listSegments, listTails, segmentPaths } from "./segment-files.ts";
import { MergedVerification } from "./verify-merged.ts";
import { SegmentVerification } from "./verify-segment.ts";
import type { VerifiedSegment } from "./verify-segment.ts";

/** Kept findings; a disk full of nonsense must not fill the memory too. The rest is only counted. */
const FINDINGS_MAX = 10_000;

/** A line that is being written by a running service is whole by then. */
const UNFINISHED_LINE_WAIT_MS = 200;

export type { LedgerFinding } from "./ledger-finding.ts";

export interface LedgerReport {
  readonly ledger: string;
  readonly segments: number;
  /** Sound records. */
  readonly records: number;
  /** Bytes of segments that were read. */
  readonly bytes: number;
  /** Seq of the last sound record; 0 when there is none. */
  readonly headSeq: number;
  /** In the order of the files; at most 10,000. */
  readonly findings: readonly LedgerFinding[];
  /** All findings, kept or not. */
  readonly findingsTotal: number;
}

export interface VerifyProgress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly records: number;
}

export interface VerifyOptions {
  readonly files: FileLayer;
  readonly directory: string;
  readonly ledger: string;
  readonly onProgress?: (progress: VerifyProgress) => void;
  /** Rejects with the signal's reason when aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Reads every byte of a ledger and says what does not fit: headers, checksums, numbering, groups, times,
 * offsets and identities, files without their segment. Changes nothing; may run beside the writer. Yields to the event loop every few
 * MiB. Rejects only when files cannot be read or the signal says so.
 */
export async function verifyLedger(options: VerifyOptions): Promise<LedgerReport> {
  const { files, directory, ledger, onProgress, signal } = options;
  const firstSeqs = listSegments(files, directory);
  const sizes = firstSeqs.map((firstSeq) => sizeOf(files, directory, firstSeq));
  const bytesTotal = sizes.reduce((sum, bytes) => sum + bytes, 0);
  const findings: LedgerFinding[] = [];
  let findingsTotal = 0;
  let records = 0;
  let bytes = 0;
  const report = (finding: LedgerFinding): void => {
    findingsTotal += 1;
    if (findings.length < FINDINGS_MAX) findings.push(finding);
  };
  const keptFrom = keptFromSeq(files, directory);
  reportBeginning(directory, firstSeqs, keptFrom, report);
  const merged = new MergedVerification({ files, directory, firstSeqs }, report);
  const check = new RecordCheck(firstSeqs[0] ?? 1, null);
  for (const [index, firstSeq] of firstSeqs.entries()) {
    if (firstSeq !== check.expectedSeq) reportGap(directory, firstSeq, check.expectedSeq, report);
    check.resume(firstSeq, 0);
    const nextFirstSeq = firstSeqs[index + 1] ?? null;
    const mayWait = index >= firstSeqs.length - 1 - UNSEALED_SEGMENTS_MAX;
    const digest = nextFirstSeq === null ? null : await merged.digestOf(firstSeq, nextFirstSeq - 1);
    const place = { files, directory, ledger, firstSeq, nextFirstSeq, mayWait, merged: digest };
    using segment = beginSegment(place, check, report);
    if (segment === null) continue;
    while (segment.advance()) {
      onProgress?.({
        bytesDone: bytes + segment.bytes,
        bytesTotal,
        records: records + segment.records,
      });
      await nextTurn();
      signal?.throwIfAborted();
    }
    if (segment.endsUnfinished && nextFirstSeq === null) {
      await delay(UNFINISHED_LINE_WAIT_MS, undefined, signal === undefined ? {} : { signal });
      while (segment.advance()) await nextTurn();
    }
    segment.finish();
    bytes += segment.bytes;
    records += segment.records;
    onProgress?.({ bytesDone: bytes, bytesTotal: Math.max(bytesTotal, bytes), records });
  }
  reportStrays(files, directory, keptFrom, report);
  const headSeq = firstSeqs.length === 0 ? 0 : check.expectedSeq - 1;
  return {
    ledger,
    segments: firstSeqs.length,
    records,
    bytes,
    headSeq,
    findings,
    findingsTotal,
  };
}

/** Null when the segment cannot even be begun: that is reported, and the next one goes on. */
function beginSegment(
  place: VerifiedSegment,
  check: RecordCheck,
  report: (finding: LedgerFinding) => void,
): SegmentVerification | null {
  try {
    return new SegmentVerification(place, check, report);
  } catch (error) {
    if (!(error instanceof FrameDamage)) throw error;
    const { file, offset, message } = error;
    const { firstSeq, nextFirstSeq } = place;
    report({ code: "frame", file, offset, seq: firstSeq, message });
    if (nextFirstSeq !== null) check.resume(nextFirstSeq, 0);
    return null;
  }
}

function sizeOf(files: FileLayer, directory: string, firstSeq: number): number {
  try {
    return segmentContentBytes(files, segmentPaths(directory, firstSeq));
  } catch (error) {
    if (error instanceof FrameDamage) return 0; // Reported when the segment is checked.
    throw error;
  }
}

/** Files that belong to no segment any more, or that wait to be put away. */
function reportStrays(
  files: FileLayer,
  directory: string,
  keptFrom: number,
  report: (finding: LedgerFinding) => void,
): void {
  for (const { firstSeq, path } of listOrphans(files, directory)) {
    if (firstSeq < keptFrom) continue;
    const message = `Its segment, which begins at seq ${firstSeq}, is missing: restore it from a backup.`;
    report({ code: "orphan-file", file: path, offset: 0, seq: firstSeq, message });
  }
  for (const { offset, path } of listCuts(files, directory)) {
    const message =
      "A start cut these bytes from the end of the segment. When they are still here after the next " +
      "start, look at them and move the file away.";
    report({ code: "leftover-file", file: path, offset, message });
  }
  for (const { offset, path } of listTails(files, directory)) {
    const message =
      "An interrupted start left the end of the segment here; the next start puts it back.";
    report({ code: "leftover-file", file: path, offset, message });
  }
}

/** Segments before the first one are missing unless retention has removed them; then they must be gone. */
function reportBeginning(
  directory: string,
  firstSeqs: readonly number[],
  keptFrom: number,
  report: (finding: LedgerFinding) => void,
): void {
  for (const firstSeq of firstSeqs.filter((seq) => seq < keptFrom)) {
    const file = segmentPaths(directory, firstSeq).segment;
    const message = "Retention has removed this segment; the next start removes its files.";
    report({ code: "leftover-file", file, offset: 0, seq: firstSeq, message });
  }
  const [first = keptFrom] = firstSeqs;
  if (first > keptFrom) reportGap(directory, first, keptFrom, report);
}

function reportGap(
  directory: string,
  firstSeq: number,
  expectedSeq: number,
  report: (finding: LedgerFinding) => void,
): void {
  report({
    code: "segment-gap",
    file: segmentPaths(directory, firstSeq).segment,
    offset: 0,
    seq: expectedSeq,
    message: `The segment begins at seq ${firstSeq}, but seq ${expectedSeq} should come next.`,
  });
}
