import { TracewellError } from "#domain/errors.ts";
import type { Decoded, DecodeOptions, Format } from "#ingest/formats/format.ts";
import { INGEST_RECORDS_MAX, type IngestRequest } from "./ingest-gateway.ts";
import { decodeOptionsOf, type Source } from "./source-registry.ts";

/** Bytes decoded between two looks at the number of records: a body of tiny records is refused early. */
const SLICE_BYTES = 256 * 1024;

export interface DecodedBody {
  readonly records: Decoded[];
  readonly consumedBytes: number;
  readonly continuation: string | undefined;
}

/**
 * Decodes a body whole, or as far as it goes when more of the stream follows. Throws `body-too-large` for
 * more than `INGEST_RECORDS_MAX` records; nothing is half-done then.
 */
export function decodeBody(
  format: Format,
  request: IngestRequest,
  source: Source,
  nowMs: number,
): DecodedBody {
  const { body, more } = request;
  const decoder = format.createDecoder(decodeOptions(request, source, nowMs));
  const records: Decoded[] = [];
  const take = (some: readonly Decoded[]): void => {
    for (const record of some) records.push(record);
    if (records.length > INGEST_RECORDS_MAX) {
      throw new TracewellError(
        "body-too-large",
        `The body holds more than ${INGEST_RECORDS_MAX} records; send fewer in one request.`,
      );
    }
  };
  for (let start = 0; start < body.length; start += SLICE_BYTES) {
    take(decoder.push(body.subarray(start, start + SLICE_BYTES)));
  }
  if (more !== "reading") take(decoder.flush({ final: more === undefined }));
  return {
    records,
    consumedBytes: body.length - (more === undefined ? 0 : decoder.pendingBytes),
    continuation: more === undefined ? undefined : decoder.continuation,
  };
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
    ...(assumedTimeMs !== undefined && { assumedTimeMs }),
  };
}
