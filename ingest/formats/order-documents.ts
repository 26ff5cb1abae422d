import { EVENT_SCHEMA_VERSION, type ParseNote } from "#domain/events/event.ts";
import {
  type Decoded,
  type DecodeOptions,
  type Decoder,
  type Format,
  RECORD_BYTES_MAX,
} from "#ingest/formats/format.ts";
import { GET_KEY_REQUEST, ORDER_INFO, readOrderDocument } from "#ingest/formats/order-document.ts";
import { parseNote } from "#ingest/formats/parse-notes.ts";
import { excerpt, RecordEmitter } from "#ingest/formats/record-emitter.ts";
import { isoTime } from "#ingest/formats/source-time.ts";
import {
  type TransactionIdExpression,
  TransactionIdPattern,
} from "#ingest/formats/transaction-id-pattern.ts";
import { type XmlPiece, XmlSplitter } from "#ingest/formats/xml-splitter.ts";
import { readXmlTree, type XmlElement } from "#ingest/formats/xml-tree.ts";

const DOCUMENT_SCORE = 0.95;
const DOCUMENT_START =
  /^\uFEFF?\s*<(?:\?xml|!--|[\w.:-]*?(?:XMLBatchRequest|GetKeyRequest|OrderInfo)\b)/i;
const DOCUMENT_TAG = /<(?:[\w.-]+:)?(?:GetKeyRequest|OrderInfo)\b/i;

/**
 * The documents of orders in a shop's web database: OrderInfo and GetKeyRequest, bare or in an
 * XMLBatchRequest, one after the other. They name customers, so their source text is protected.
 */
export const orderDocumentsFormat: Format = {
  name: "order-documents",
  sharesLines: true,
  protectsSourceText: true,
  detect(sample) {
    const text = Buffer.from(sample).toString("utf8");
    return DOCUMENT_START.test(text) && DOCUMENT_TAG.test(text) ? DOCUMENT_SCORE : 0;
  },
  createDecoder: (options) => new OrderDocumentsDecoder(options),
};

class OrderDocumentsDecoder implements Decoder {
  readonly #splitter: XmlSplitter;
  readonly #emitter: RecordEmitter;
  readonly #transactionId: TransactionIdExpression;
  readonly #assumedTimeMs: number | undefined;

  constructor(options: DecodeOptions) {
    this.#splitter = new XmlSplitter({ offset: options.startOffset, line: options.startLine });
    this.#emitter = new RecordEmitter(options);
    this.#transactionId = new TransactionIdPattern(options.transactionIdPattern).within("^", "$");
    this.#assumedTimeMs = options.assumedTimeMs;
  }

  get pendingBytes(): number {
    return this.#splitter.pendingBytes;
  }

  push(chunk: Uint8Array): Decoded[] {
    return this.#splitter.push(chunk).flatMap((piece) => this.#read(piece));
  }

  /** Half a document says nothing: it waits for its rest until the end of the input. */
  flush(options: { final: boolean }): Decoded[] {
    if (!options.final) return [];
    return this.#splitter.flush().flatMap((piece) => this.#read(piece));
  }

  #read(piece: XmlPiece): Decoded[] {
    const { bytes } = piece;
    if (piece.kind === "cut" || bytes.length > RECORD_BYTES_MAX) {
      const message = `The document is longer than ${RECORD_BYTES_MAX} bytes, the most that one may have.`;
      return [this.#emitter.bad(piece, "oversized", message, bytes)];
    }
    const undecodable = (message: string): Decoded[] => [
      this.#emitter.bad(piece, "undecodable", message, bytes),
    ];
    if (piece.kind === "utf16") {
      return undecodable("The text looks like UTF-16; UTF-8 is read. Convert it, with iconv.");
    }
    if (piece.kind === "text") {
      return undecodable(`${excerpt(bytes.toString("utf8"))} stands outside of any document.`);
    }
    if (piece.kind === "torn") {
      return undecodable("The document is not closed where the next one begins.");
    }
    const reading = readXmlTree(bytes, piece.hasDoctype);
    if (!reading.ok) return undecodable(reading.problem);
    const documents = documentsOf(reading.root);
    if (documents.length === 0) {
      return undecodable(
        `The document (${reading.root.name}) holds neither OrderInfo nor GetKeyRequest.`,
      );
    }
    return this.#readAll(piece, documents, reading.text);
  }

  /** Of several documents in one batch each takes the text from the end of the one before it. */
  #readAll(piece: XmlPiece, documents: readonly XmlElement[], text: string): Decoded[] {
    let start = 0;
    let { offset, line } = piece;
    return documents.map((document, place) => {
      const isLast = place === documents.length - 1;
      const end = outermost(document, documents[place + 1]).end;
      const raw = isLast ? text.slice(start) : text.slice(start, end);
      const decoded = this.#readOne({ offset, line }, document, raw);
      start += raw.length;
      offset += Buffer.byteLength(raw);
      line += raw.split("\n").length - 1;
      return decoded;
    });
  }

  #readOne(at: { offset: number; line: number }, document: XmlElement, raw: string): Decoded {
    const facts = readOrderDocument(document);
    const bad = (reason: "invalid-event" | "invalid-time", message: string): Decoded =>
      this.#emitter.bad(at, reason, message, Buffer.from(raw));
    if (!facts.ok) return bad("invalid-event", facts.problem);
    if (this.#assumedTimeMs === undefined) {
      return bad(
        "invalid-time",
        "The document carries no time, and when it was written is not known; give a time with --assumed-time (assumedTime over HTTP).",
      );
    }
    const { transactionId, amount } = facts;
    const isNamed = transactionId !== undefined && this.#transactionId.test(transactionId);
    return this.#emitter.event(at, {
      type: facts.type,
      time: isoTime(this.#assumedTimeMs),
      ...(isNamed ? { transactionId } : { unattributed: "no transaction ID in the document" }),
      objects: facts.objects,
      ...(amount !== undefined && { amount }),
      attributes: facts.attributes,
      parseNotes: notesOf(this.#assumedTimeMs, facts.missingVariables),
      raw,
      schemaVersion: EVENT_SCHEMA_VERSION,
    });
  }
}

function notesOf(assumedTimeMs: number, missing: readonly string[]): ParseNote[] {
  const message = `The document has no time; ${isoTime(assumedTimeMs)}, when it arrived, stands in.`;
  const assumed = parseNote("time-assumed", message);
  if (missing.length === 0) return [assumed];
  const stops = `${missing.join(", ")} must have a value in the document and has none: loading it stops.`;
  return [assumed, parseNote("variable-missing", stops)];
}

/** The elements that are order documents, in their order; one inside another belongs to it. */
function documentsOf(element: XmlElement): XmlElement[] {
  if (element.key === GET_KEY_REQUEST || element.key === ORDER_INFO) return [element];
  return element.children.flatMap(documentsOf);
}

/** The service around a document, where the next one is in another. */
function outermost(document: XmlElement, next: XmlElement | undefined): XmlElement {
  const service = serviceAround(document);
  const isLastOfIt = service !== null && (next === undefined || serviceAround(next) !== service);
  return isLastOfIt ? service : document;
}

function serviceAround(document: XmlElement): XmlElement | null {
  let at = document.parent;
  while (at !== null && at.key !== "service") at = at.parent;
  return at;
}
