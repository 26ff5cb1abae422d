import { isUtf8 } from "node:buffer";
import type { ParseNote } from "#domain/events/event.ts";
import { parseNote } from "#ingest/formats/parse-notes.ts";

/** How the source text stands in an event: verbatim as `raw`, or as `rawBase64` when it is not UTF-8. */
export interface SourceText {
  readonly fields: { readonly raw: string } | { readonly rawBase64: string };
  readonly notes: readonly ParseNote[];
}

/** The source text of a record, byte for byte. */
export function sourceText(bytes: Buffer): SourceText {
  if (isUtf8(bytes)) return { fields: { raw: bytes.toString("utf8") }, notes: [] };
  const note = parseNote(
    "not-utf8",
    `The record is not UTF-8 (first at its byte ${firstInvalidByte(bytes)}): its bytes stand in rawBase64, and the message shows a replacement character for each part that cannot be read.`,
  );
  return { fields: { rawBase64: bytes.toString("base64") }, notes: [note] };
}

/** Where the bytes stop being UTF-8: the first byte that a lossy reading does not give back. */
export function firstInvalidByte(bytes: Buffer): number {
  const lossy = Buffer.from(bytes.toString("utf8"), "utf8");
  const end = Math.min(lossy.length, bytes.length);
  let index = 0;
  while (index < end && lossy[index] === bytes[index]) index++;
  return index;
}
