import { TracewellError } from "#domain/errors.ts";
import { LEDGER_FORMAT_VERSION } from "./ledger.ts";

export const LEDGER_FORMAT = "tracewell-ledger";

/** More than any header takes; a first line that is longer is none. */
export const HEADER_BYTES_MAX = 4096;

/** The first line of every segment. It is no record: it has no seq. */
export interface SegmentHeader {
  readonly format: typeof LEDGER_FORMAT;
  readonly version: number;
  readonly ledger: string;
  readonly firstSeq: number;
  /** RFC 3339 UTC with three decimals. */
  readonly createdAt: string;
}

/** The header line, with its newline. */
export function encodeHeader(header: {
  ledger: string;
  firstSeq: number;
  createdAt: string;
}): Buffer {
  const { ledger, firstSeq, createdAt } = header;
  const fields: SegmentHeader = {
    format: LEDGER_FORMAT,
    version: LEDGER_FORMAT_VERSION,
    ledger,
    firstSeq,
    createdAt,
  };
  return Buffer.from(`${JSON.stringify(fields)}\n`);
}

/**
 * Reads the header from the first bytes of a segment. Null when they hold no complete header of this
 * format; throws `ledger-corrupt` when the header is sound but belongs to something else.
 */
export function readHeader(
  firstBytes: Buffer,
  expected: { ledger: string; firstSeq: number; file: string },
): { header: SegmentHeader; bytes: number } | null {
  const newline = firstBytes.indexOf(10);
  if (newline < 0) return null;
  const header = parseHeader(firstBytes.toString("utf8", 0, newline));
  if (header === null) return null;
  const { ledger, firstSeq, file } = expected;
  if (header.version !== LEDGER_FORMAT_VERSION) {
    throw new TracewellError(
      "ledger-corrupt",
      `${file} is written in ledger format ${header.version}; this release reads ${LEDGER_FORMAT_VERSION}.`,
      { detail: { file, offset: 0, version: header.version } },
    );
  }
  if (header.ledger !== ledger || header.firstSeq !== firstSeq) {
    throw new TracewellError(
      "ledger-corrupt",
      `${file} says that it belongs to ledger "${header.ledger}" from seq ${header.firstSeq}, ` +
        `not to "${ledger}" from seq ${firstSeq}.`,
      { detail: { file, offset: 0, seq: firstSeq } },
    );
  }
  return { header, bytes: newline + 1 };
}

function parseHeader(text: string): SegmentHeader | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // Torn or foreign bytes: the caller decides which.
  }
  return isHeader(value) ? value : null;
}

function isHeader(value: unknown): value is SegmentHeader {
  return (
    typeof value === "object" &&
    value !== null &&
    "format" in value &&
    value.format === LEDGER_FORMAT &&
    "version" in value &&
    typeof value.version === "number" &&
    "ledger" in value &&
    typeof value.ledger === "string" &&
    "firstSeq" in value &&
    typeof value.firstSeq === "number" &&
    "createdAt" in value &&
    typeof value.createdAt === "string"
  );
}
