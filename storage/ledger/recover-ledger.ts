import { join } from "node:path";
import type { FileHandle, FileLayer } from "#storage/files/file-layer.ts";
import { UNFINISHED_SUFFIX } from "#storage/files/replace-file.ts";
import { keepCut, reportCuts } from "./cut-tail.ts";
import type { CutTail } from "./cut-tail.ts";
import { parseEnvelope } from "./envelope.ts";
import { soundMerged } from "./identity-cover.ts";
import type { IdentityKey } from "./identity-hash.ts";
import { LedgerIdentities } from "./ledger-identities.ts";
import { corrupt } from "./ledger-failure.ts";
import { OffsetList } from "./offsets-file.ts";
import { readIdentity } from "./record-identity.ts";
import { finishRemoval } from "./retention.ts";
import { finishRewriting, rewriteTail } from "./rewrite-tail.ts";
import type { SealedSegment } from "./scan-sealed-segment.ts";
import { sealSegment } from "./seal-segment.ts";
import { findIdentityKey } from "./sealed-identities.ts";
import { SegmentAppender } from "./segment-appender.ts";
import {
  listCompressed,
  listMergedIdentities,
  listSegments,
  segmentPaths,
} from "./segment-files.ts";
import { encodeHeader } from "./segment-header.ts";
import { SegmentReader } from "./segment-reader.ts";
import { surveySegment } from "./survey-segment.ts";
import type { SegmentSurvey } from "./survey-segment.ts";

export interface RecoveryOptions {
  readonly files: FileLayer;
  readonly directory: string;
  readonly ledger: string;
  /** `createdAt` of a segment that has to be made. */
  readonly now: string;
  /** For a ledger that has no sealed segment yet. */
  readonly newIdentityKey: () => IdentityKey;
  readonly onCut: ((cut: CutTail) => void) | undefined;
  /** See `LedgerWriterOptions.onSurveyed`. */
  readonly onSurveyed?: ((lastSeq: number) => void) | undefined;
}

export interface RecoveredLedger {
  readonly segment: SegmentAppender;
  readonly identities: LedgerIdentities;
  /** Segments before the open one, ascending. */
  readonly sealed: readonly SealedSegment[];
  readonly lastSeq: number;
  /** Of the last record; null when there is none. */
  readonly recordedAt: string | null;
}

/**
 * Brings a ledger's files into the state in which a writer may append: the intact records of the last group
 * are kept (who sends them again is told `duplicate`), what is torn behind them is cut and reported, and
 * derived files that are missing or wrong are made again. Everything kept is durable when it returns.
 */
export function recoverLedger(options: RecoveryOptions): RecoveredLedger {
  const { files, directory, ledger } = options;
  finishRewriting(files, directory);
  removeUnfinished(files, directory);
  removeReplaced(files, directory);
  finishRemoval(files, directory);
  const firstSeqs = listSegments(files, directory);
  const sealed = sealedSegments(options, firstSeqs);
  const merged = listMergedIdentities(files, directory);
  const key = findIdentityKey(files, sealed, merged) ?? options.newIdentityKey();
  const sound = soundMerged(files, merged, key);
  for (const segment of sealed) sealSegment(files, { ...segment, key, compress: false }, sound);
  const firstSeq = firstSeqs.at(-1) ?? 1;
  const identities = new LedgerIdentities({ files, key, sealed, openFirstSeq: firstSeq });
  identities.removeSuperseded();
  const place = { directory, ledger, firstSeq };
  const before = lastRecordedAt(files, sealed.at(-1));
  if (firstSeqs.length === 0) {
    options.onSurveyed?.(0);
    const segment = SegmentAppender.create(files, place, options.now);
    return { segment, identities, sealed, lastSeq: 0, recordedAt: null };
  }
  const file = segmentPaths(directory, firstSeq).segment;
  assertOpenSegment(files, file, firstSeq);
  const handle = files.openRead(file);
  let survey: SegmentSurvey;
  let offsets: OffsetList;
  try {
    survey = surveySegment(
      handle,
      { file, ledger, firstSeq, recordedAt: before },
      (buffer, head, end) => {
        const identity = readIdentity(buffer, head.restAt, end);
        if (identity !== null) identities.add(identity.sourceName, identity.id, head.seq);
      },
    );
    options.onSurveyed?.(survey.lastSeq);
    offsets = settle(options, firstSeq, handle, survey);
  } finally {
    handle.close();
  }
  const segment = SegmentAppender.open(files, place, offsets);
  return {
    segment,
    identities,
    sealed,
    lastSeq: survey.lastSeq,
    recordedAt: survey.recordedAt,
  };
}

/** Cuts what is unsound, writes the last group anew and reports cuts. Returns the offsets that then hold. */
function settle(
  options: RecoveryOptions,
  firstSeq: number,
  handle: FileHandle,
  survey: SegmentSurvey,
): OffsetList {
  const { files, directory, ledger, now, onCut } = options;
  const reasons = new Map<string, string>();
  if (survey.problem !== null) {
    const offset = survey.soundEnd;
    const bytes = handle.read(offset, survey.fileBytes - offset);
    reasons.set(keepCut(files, { directory, firstSeq, offset }, bytes), survey.problem);
  }
  const { lastGroupAt, soundEnd, headerBytes } = survey;
  const header = headerBytes === null ? encodeHeader({ ledger, firstSeq, createdAt: now }) : null;
  const bytes = header ?? handle.read(lastGroupAt, soundEnd - lastGroupAt);
  rewriteTail(files, { directory, firstSeq, offset: lastGroupAt }, bytes);
  reportCuts(files, directory, onCut, reasons);
  return header === null ? survey.offsets : new OffsetList(header.length);
}

function removeUnfinished(files: FileLayer, directory: string): void {
  for (const name of files.list(directory)) {
    if (name.endsWith(UNFINISHED_SUFFIX)) files.remove(join(directory, name));
  }
}

/** Compressing ended before the plain file was removed: that one is whole, and is compressed again. */
function removeReplaced(files: FileLayer, directory: string): void {
  for (const { firstSeq, path } of listCompressed(files, directory)) {
    if (!files.exists(segmentPaths(directory, firstSeq).segment)) continue;
    files.remove(path);
    files.syncDirectory(directory);
  }
}

/** A segment is compressed only after the one behind it was made. */
function assertOpenSegment(files: FileLayer, file: string, firstSeq: number): void {
  if (files.exists(file)) return;
  throw corrupt(
    `${file} is missing, and there is only its compressed form: the segment after it is gone. ` +
      `Nothing was changed. Restore the segment after it from a backup.`,
    { file, offset: 0, seq: firstSeq },
  );
}

function sealedSegments(options: RecoveryOptions, firstSeqs: readonly number[]): SealedSegment[] {
  const { directory, ledger } = options;
  return firstSeqs.slice(0, -1).map((firstSeq, index) => ({
    directory,
    ledger,
    firstSeq,
    lastSeq: (firstSeqs[index + 1] ?? 0) - 1,
  }));
}

/** When the last record of a sealed segment was recorded: time never goes back across segments. */
function lastRecordedAt(files: FileLayer, segment: SealedSegment | undefined): string | null {
  if (segment === undefined) return null;
  const reader = SegmentReader.open(files, segment);
  try {
    const line = reader.readLine(segment.lastSeq);
    if (line !== null) return parseEnvelope(line).recordedAt;
    const { file } = reader;
    throw corrupt(`${file} ends before seq ${segment.lastSeq}.`, {
      file,
      offset: reader.bytes,
      seq: segment.lastSeq,
    });
  } finally {
    reader.close();
  }
}
