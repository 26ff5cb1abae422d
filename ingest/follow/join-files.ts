import { findFormat } from "#ingest/formats/detect-format.ts";
import { RECORD_BYTES_MAX, type Decoded } from "#ingest/formats/format.ts";
import { decodeOptionsOf } from "#ingest/pipeline/source-registry.ts";
import type { FileCheckpoint } from "#storage/checkpoints/file-checkpoint.ts";
import type { FollowedSource } from "./follow-ports.ts";

/** Bytes of the next file that are looked at: no record is longer. */
export const JOIN_BYTES_MAX = RECORD_BYTES_MAX;

const NEWLINE = 0x0a;

/**
 * How many bytes of the next file's beginning belong to the record that a file ends with. They do where that
 * beginning is no record by itself and both together are one; else none do. Null while the beginning may go
 * on; not once it `isWhole`.
 */
export function joinedBytes(
  source: FollowedSource,
  checkpoint: FileCheckpoint,
  rest: Uint8Array,
  beginning: Uint8Array,
  isWhole: boolean,
): number | null {
  const { offset, line, continuation } = checkpoint;
  const options = decodeOptionsOf(source);
  const format = findFormat(source.format);

  const alone = format.createDecoder(options);
  const first = [...alone.push(beginning), ...alone.flush({ final: true })][0];
  // What stands before the first record may be the line end of the last one.
  if (first?.kind === "event" && offsetOf(first) === 0) return 0;

  const together = format.createDecoder({
    ...options,
    startOffset: offset,
    startLine: line,
    ...(continuation !== undefined && { continuation }),
  });
  const boundary = offset + rest.length;
  const end = boundary + beginning.length;
  const records = [...together.push(rest), ...together.push(beginning)];
  let readThrough = end - together.pendingBytes;
  if (readThrough < boundary || (readThrough === end && !isWhole && !isEnded(beginning))) {
    if (!isWhole) return null;
    records.push(...together.flush({ final: true }));
    readThrough = end;
  }
  const next = records.find((record) => offsetOf(record) >= boundary);
  const last = records.findLast((record) => offsetOf(record) < boundary);
  if (last?.kind !== "event") return 0;
  return (next === undefined ? readThrough : offsetOf(next)) - boundary;
}

function isEnded(bytes: Uint8Array): boolean {
  return bytes.at(-1) === NEWLINE;
}

function offsetOf({ position }: Decoded): number {
  return position.offset ?? 0;
}
