import { TracewellError } from "#domain/errors.ts";
import type { Decoded, DecodeOptions, Decoder, Format, OwnLines } from "#ingest/formats/format.ts";
import type { BodyEnd } from "./answer-builder.ts";
import { INGEST_RECORDS_MAX, type IngestRequest } from "./ingest-gateway.ts";
import type { PlainLane } from "./plain-lane.ts";
import { decodeOptionsOf, type Source } from "./source-registry.ts";

/** Bytes decoded at a time: their records are staged and forgotten while they are young and in the cache. */
const SLICE_BYTES = 128 * 1024;

const NEWLINE = 0x0a;
const OPEN_ARRAY = 0x5b;

/**
 * Decodes a body, or as far as it goes when more of the stream follows, some records at a time. Throws
 * `body-too-large` for more than `INGEST_RECORDS_MAX` records, before it gave any. What `lane` stages by
 * itself, between what is given, is given no more.
 */
export function* decodeBody(
  format: Format,
  request: IngestRequest,
  source: Source,
  nowMs: number,
  lane: PlainLane | null = null,
): Generator<readonly Decoded[], BodyEnd> {
  const { body, more } = request;
  const decoder = format.createDecoder(decodeOptions(request, source, nowMs));
  if (format.sharesLines === true || mayHoldTooMany(body)) {
    yield collect(decodeSlices(decoder, request));
  } else {
    yield* decodeSlices(decoder, request, lane);
  }
  return {
    consumedBytes: body.length - (more === undefined ? 0 : decoder.pendingBytes),
    continuation: more === undefined ? undefined : decoder.continuation,
  };
}

function* decodeSlices(
  decoder: Decoder,
  request: IngestRequest,
  lane: PlainLane | null = null,
): Generator<readonly Decoded[]> {
  const { body, more } = request;
  const { ownLines } = decoder;
  if (lane !== null && ownLines !== undefined) {
    yield* decodeBesideLane(decoder, body, lane, ownLines);
  } else {
    for (let start = 0; start < body.length; start += SLICE_BYTES) {
      yield decoder.push(body.subarray(start, start + SLICE_BYTES));
    }
  }
  if (more !== "reading") yield decoder.flush({ final: more === undefined });
}

/**
 * The lane takes what it can; the decoder gets the line where it stopped, and more and more while the lane
 * takes nothing. Its slices end where lines do, so that the lane can go on.
 */
function* decodeBesideLane(
  decoder: Decoder,
  body: Uint8Array,
  lane: PlainLane,
  ownLines: OwnLines,
): Generator<readonly Decoded[]> {
  let start = 0;
  let sliceBytes = 1;
  while (start < body.length) {
    const next = ownLines.atStart ? lane.take(start, ownLines) : start;
    sliceBytes = next > start ? 1 : Math.min(sliceBytes * 2, SLICE_BYTES / 2);
    start = next;
    const end = sliceEnd(body, start, sliceBytes);
    if (end > start) yield decoder.push(body.subarray(start, end));
    start = end;
  }
}

/** The end of the line in which so many bytes end, but at most a whole slice. */
function sliceEnd(body: Uint8Array, start: number, bytes: number): number {
  const rest = body.subarray(start + bytes - 1, start + SLICE_BYTES);
  const newline = rest.indexOf(NEWLINE);
  return start + bytes + (newline < 0 ? rest.length - 1 : newline);
}

/** A record takes a line at least, except in an array and in formats whose records share lines. */
function mayHoldTooMany(body: Uint8Array): boolean {
  if (body.length < INGEST_RECORDS_MAX) return false;
  if (firstCharacter(body) === OPEN_ARRAY) return true;
  let lines = 1;
  for (let at = body.indexOf(NEWLINE); at >= 0; at = body.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines > INGEST_RECORDS_MAX;
}

/** The first byte above a blank, a byte order mark passed over. */
function firstCharacter(body: Uint8Array): number | undefined {
  const start = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0;
  return body.subarray(start).find((byte) => byte > 0x20);
}

function collect(slices: Iterable<readonly Decoded[]>): Decoded[] {
  const records: Decoded[] = [];
  for (const slice of slices) {
    for (const record of slice) records.push(record);
    if (records.length > INGEST_RECORDS_MAX) {
      throw new TracewellError(
        "body-too-large",
        `The body holds more than ${INGEST_RECORDS_MAX} records; send fewer in one request.`,
      );
    }
  }
  return records;
}

function decodeOptions(request: IngestRequest, source: Source, nowMs: number): DecodeOptions {
  const { timezone, file, fingerprint, startOffset, startLine, continuation } = request;
  const isRepeatable = fingerprint !== undefined || request.idempotencyKey !== undefined;
  const assumedTimeMs = request.assumedTimeMs ?? (isRepeatable ? undefined : nowMs);
  return {
    ...decodeOptionsOf(source),
    ...(timezone !== undefined && { timezone }),
    ...(file !== undefined && { file }),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(startOffset !== undefined && { startOffset }),
    ...(startLine !== undefined && { startLine }),
    ...(continuation !== undefined && { continuation }),
    ...(request.message !== undefined && { message: request.message }),
    ...(assumedTimeMs !== undefined && { assumedTimeMs }),
  };
}
