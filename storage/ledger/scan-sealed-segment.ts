import type { FileLayer } from "#storage/files/file-layer.ts";
import { IdentityHasher } from "./identity-hash.ts";
import type { IdentityKey } from "./identity-hash.ts";
import { IdentityTable } from "./identity-table.ts";
import { corrupt } from "./ledger-failure.ts";
import { OffsetList } from "./offsets-file.ts";
import { RECORD_PROBLEMS, RecordCheck } from "./record-check.ts";
import { readIdentity } from "./record-identity.ts";
import { scanLines } from "./scan-lines.ts";
import { openSegmentContent } from "./segment-content.ts";
import { segmentPaths } from "./segment-files.ts";
import { HEADER_BYTES_MAX, readHeader } from "./segment-header.ts";

export interface SealedSegment {
  readonly directory: string;
  readonly ledger: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/**
 * Reads a sealed segment from end to end for the files derived from it. Throws `ledger-corrupt` at the first
 * byte that is not as it should be: nothing of a sealed segment may ever be cut.
 */
export function scanSealedSegment(
  files: FileLayer,
  segment: SealedSegment,
  key: IdentityKey,
): { offsets: OffsetList; identities: IdentityTable } {
  const { directory, ledger, firstSeq, lastSeq } = segment;
  const paths = segmentPaths(directory, firstSeq);
  const handle = openSegmentContent(files, paths);
  const file = handle.path;
  try {
    const header = readHeader(handle.read(0, HEADER_BYTES_MAX), { ledger, firstSeq, file });
    if (header === null) {
      throw corrupt(`${file} does not begin with a header.`, { file, offset: 0, seq: firstSeq });
    }
    const offsets = new OffsetList(header.bytes);
    const identities = new IdentityTable();
    const hasher = new IdentityHasher(key);
    const check = new RecordCheck(firstSeq, null);
    const scanned = scanLines(handle, header.bytes, (buffer, start, end, offset) => {
      const seq = check.expectedSeq;
      const problem = check.accept(buffer, start, end);
      if (problem !== null) {
        const what = `the line of seq ${seq} at byte ${offset} ${RECORD_PROBLEMS[problem]}`;
        throw corrupt(`${file}: ${what}.`, { file, offset, seq });
      }
      offsets.push(offset + end - start + 1);
      const identity = readIdentity(buffer, check.head.restAt, end);
      if (identity !== null) {
        hasher.hash(identity.sourceName, identity.id);
        identities.add(hasher.low, hasher.high, seq - firstSeq);
      }
      return true;
    });
    const seq = check.expectedSeq;
    if (seq !== lastSeq + 1 || scanned.end !== scanned.fileBytes) {
      throw corrupt(
        `${file} ends at seq ${seq - 1}; the segment after it begins at ${lastSeq + 1}.`,
        { file, offset: scanned.end, seq },
      );
    }
    return { offsets, identities };
  } finally {
    handle.close();
  }
}
