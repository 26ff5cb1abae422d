import { EVENT_OBJECTS_MAX, IDENTIFIER_CHARACTERS_MAX } from "#domain/events/event.ts";
import { ATTRIBUTE_VALUE_CHARACTERS_MAX } from "#domain/tokens/attribute-values.ts";
import {
  asciiBytes,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  OPEN_ARRAY,
  OPEN_OBJECT,
  plainTextEnd,
  QUOTE,
  sameBytes,
  SPACE,
  standsAt,
} from "./ascii-bytes.ts";
import { ClearNames, type IsClearName } from "./clear-names.ts";
import { PlainReference } from "./plain-reference.ts";
import {
  isPlainEventType,
  plainAmountEnd,
  plainIntegerEnd,
  plainLiteralEnd,
} from "./plain-values.ts";
import { ATTRIBUTE_SPAN, OBJECT_SPAN, PLAIN_ATTRIBUTES_MAX, PlainSpans } from "./plain-spans.ts";
import { PlainTime } from "./plain-time.ts";

/** Bytes of message and reason together; longer texts are read the long way. */
export const PLAIN_TEXT_BYTES_MAX = 512;

/** Fields of a plain event, numbered in the order in which they are usually written. */
const ID = 0;
const TYPE = 1;
const TIME = 2;
const TRANSACTION_ID = 3;
const OBJECTS = 4;
const ACTOR = 5;
const AMOUNT = 6;
const MESSAGE = 7;
const OUTCOME = 8;
const LEVEL = 9;
const ATTRIBUTES = 10;
const REASON = 11;
const UNATTRIBUTED = 12;
const FIELD_NAMES =
  "id type time transactionId objects actor amount message outcome level attributes reason unattributed traceparent";
const FIELD_KEYS = FIELD_NAMES.split(" ").map((name) => asciiBytes(`"${name}":`));
const REQUIRED_FIELDS = (1 << TYPE) | (1 << TIME);

/** What a reading gives where the event is not plain. */
const NOT_PLAIN = -1;

/**
 * Reads events straight from their bytes, without making a value of them: the usual ones, which need no
 * second look. What it says yes to is an object of ASCII bytes without escapes and without white space
 * between its parts, of fields it knows, each once, that `isPlainlyValid` accepts and in which nothing needs
 * protection. Everything else, right or wrong, is left to the parser, which alone refuses. Property tests
 * hold the two together.
 */
export class PlainEventScanner {
  /** What the last scan found; means something only after a `true`, until the next scan. */
  readonly spans = new PlainSpans();
  readonly #names: ClearNames;
  readonly #time = new PlainTime();
  readonly #reference = new PlainReference();

  /** `isClearName` says which attributes need no protection; it is asked once for most names. */
  constructor(isClearName: IsClearName) {
    this.#names = new ClearNames(isClearName);
  }

  /** Whether the bytes from `start` to `end` are a plain event; if so, `spans` tells its parts. */
  scan(bytes: Uint8Array, start: number, end: number): boolean {
    return bytes[end - 1] === CLOSE_OBJECT && this.scanFrom(bytes, start) === end;
  }

  /** Where the plain event ends that begins at `start`; -1 when none does. */
  scanFrom(bytes: Uint8Array, start: number): number {
    if (bytes[start] !== OPEN_OBJECT) return NOT_PLAIN;
    this.spans.clear(bytes);
    let at = start;
    let seen = 0;
    let field = NOT_PLAIN;
    do {
      field = fieldAt(bytes, at + 1, field + 1);
      if (field < 0 || ((seen >>> field) & 1) === 1) return NOT_PLAIN;
      seen |= 1 << field;
      at = this.#readField(field, bytes, at + 1 + (FIELD_KEYS[field]?.length ?? 0));
      if (at < 0) return NOT_PLAIN;
    } while (bytes[at] === COMMA);
    const isWhole = bytes[at] === CLOSE_OBJECT && (seen & REQUIRED_FIELDS) === REQUIRED_FIELDS;
    return isWhole && this.#isTextShort() ? at + 1 : NOT_PLAIN;
  }

  /** Position after the value, or `NOT_PLAIN`. */
  #readField(field: number, bytes: Uint8Array, at: number): number {
    switch (field) {
      case TIME:
        return this.#readTime(bytes, at);
      case OBJECTS:
        return this.#readObjects(bytes, at);
      case ACTOR:
        return this.#readActor(bytes, at);
      case AMOUNT:
        return plainAmountEnd(bytes, at);
      case ATTRIBUTES:
        return this.#readAttributes(bytes, at);
      default:
        return this.#readText(field, bytes, at);
    }
  }

  #readText(field: number, bytes: Uint8Array, at: number): number {
    if (bytes[at] !== QUOTE) return NOT_PLAIN;
    const from = at + 1;
    const end = plainTextEnd(bytes, from);
    if (bytes[end] !== QUOTE || !this.#keepText(field, bytes, from, end)) return NOT_PLAIN;
    return end + 1;
  }

  /** Notes where a text stands; false when it must be looked at the long way. */
  #keepText(field: number, bytes: Uint8Array, from: number, end: number): boolean {
    const { spans } = this;
    const length = end - from;
    switch (field) {
      case ID:
        spans.idAt = from;
        spans.idEnd = end;
        return length > 0 && length <= IDENTIFIER_CHARACTERS_MAX;
      case TYPE:
        spans.typeAt = from;
        spans.typeEnd = end;
        return isPlainEventType(bytes, from, end);
      case TRANSACTION_ID:
        spans.transactionAt = from;
        spans.transactionEnd = end;
        return length <= IDENTIFIER_CHARACTERS_MAX && !isBlank(bytes, from, end);
      case MESSAGE:
        spans.messageAt = from;
        spans.messageEnd = end;
        return true;
      case REASON:
        spans.reasonAt = from;
        spans.reasonEnd = end;
        return true;
      case OUTCOME:
        spans.outcomeAt = from;
        spans.outcomeEnd = end;
        return length <= 64;
      case LEVEL:
        spans.levelAt = from;
        spans.levelEnd = end;
        return length <= 16;
      case UNATTRIBUTED:
        return length > 0 && length <= 256;
      default:
        return length <= 128;
    }
  }

  #readTime(bytes: Uint8Array, at: number): number {
    if (bytes[at] !== QUOTE) return NOT_PLAIN;
    const timeMs = this.#time.read(bytes, at + 1);
    if (Number.isNaN(timeMs)) return NOT_PLAIN;
    this.spans.timeMs = timeMs;
    return at + 26;
  }

  #readObjects(bytes: Uint8Array, at: number): number {
    if (bytes[at] !== OPEN_ARRAY) return NOT_PLAIN;
    if (bytes[at + 1] === CLOSE_ARRAY) return at + 2;
    const { spans } = this;
    const reference = this.#reference;
    let next = at;
    do {
      if (spans.objects === EVENT_OBJECTS_MAX) return NOT_PLAIN;
      next = reference.read(bytes, next + 1, true);
      if (next < 0) return NOT_PLAIN;
      const place = spans.objects * OBJECT_SPAN;
      spans.objectSpans[place] = reference.typeAt;
      spans.objectSpans[place + 1] = reference.typeEnd;
      spans.objectSpans[place + 2] = reference.idAt;
      spans.objectSpans[place + 3] = reference.idEnd;
      spans.objects += 1;
    } while (bytes[next] === COMMA);
    return bytes[next] === CLOSE_ARRAY ? next + 1 : NOT_PLAIN;
  }

  #readActor(bytes: Uint8Array, at: number): number {
    const { spans } = this;
    const reference = this.#reference;
    const end = reference.read(bytes, at, false);
    spans.actorTypeAt = reference.typeAt;
    spans.actorTypeEnd = reference.typeEnd;
    spans.actorIdAt = reference.idAt;
    spans.actorIdEnd = reference.idEnd;
    return end;
  }

  #readAttributes(bytes: Uint8Array, at: number): number {
    if (bytes[at] !== OPEN_OBJECT) return NOT_PLAIN;
    if (bytes[at + 1] === CLOSE_OBJECT) return at + 2;
    let next = at;
    do {
      next = this.#readAttribute(bytes, next + 1);
      if (next < 0) return NOT_PLAIN;
    } while (bytes[next] === COMMA);
    return bytes[next] === CLOSE_OBJECT ? next + 1 : NOT_PLAIN;
  }

  #readAttribute(bytes: Uint8Array, at: number): number {
    if (bytes[at] !== QUOTE) return NOT_PLAIN;
    const nameAt = at + 1;
    const nameEnd = plainTextEnd(bytes, nameAt);
    if (bytes[nameEnd] !== QUOTE || bytes[nameEnd + 1] !== COLON) return NOT_PLAIN;
    if (!this.#names.has(bytes, nameAt, nameEnd)) return NOT_PLAIN;
    const valueAt = nameEnd + 2;
    if (bytes[valueAt] === QUOTE) {
      const end = plainTextEnd(bytes, valueAt + 1);
      const isShort = end - valueAt <= ATTRIBUTE_VALUE_CHARACTERS_MAX;
      if (bytes[end] !== QUOTE || !isShort) return NOT_PLAIN;
      const from = isBlank(bytes, valueAt + 1, end) ? end : valueAt + 1;
      return this.#keepAttribute(nameAt, nameEnd, from, end) ? end + 1 : NOT_PLAIN;
    }
    const literalEnd = plainLiteralEnd(bytes, valueAt);
    const end = literalEnd < 0 ? plainIntegerEnd(bytes, valueAt) : literalEnd;
    return end >= 0 && this.#keepAttribute(nameAt, nameEnd, valueAt, end) ? end : NOT_PLAIN;
  }

  /** False where there are too many attributes, or the name was there before. */
  #keepAttribute(nameAt: number, nameEnd: number, valueAt: number, valueEnd: number): boolean {
    const { spans } = this;
    const { bytes, attributeSpans, attributes } = spans;
    if (attributes === PLAIN_ATTRIBUTES_MAX) return false;
    const length = nameEnd - nameAt;
    const place = attributes * ATTRIBUTE_SPAN;
    for (let earlier = 0; earlier < place; earlier += ATTRIBUTE_SPAN) {
      const earlierAt = attributeSpans[earlier] ?? 0;
      if ((attributeSpans[earlier + 1] ?? 0) - earlierAt !== length) continue;
      if (sameBytes(bytes, earlierAt, bytes, nameAt, length)) return false;
    }
    attributeSpans[place] = nameAt;
    attributeSpans[place + 1] = nameEnd;
    attributeSpans[place + 2] = valueAt;
    attributeSpans[place + 3] = valueEnd;
    spans.attributes += 1;
    return true;
  }

  #isTextShort(): boolean {
    const { messageAt, messageEnd, reasonAt, reasonEnd } = this.spans;
    return messageEnd - messageAt + reasonEnd - reasonAt <= PLAIN_TEXT_BYTES_MAX;
  }
}

/** The number of the field whose key stands at `at`; `expected` is the most likely one. */
function fieldAt(bytes: Uint8Array, at: number, expected: number): number {
  const likely = FIELD_KEYS[expected];
  if (likely !== undefined && standsAt(bytes, at, likely)) return expected;
  return FIELD_KEYS.findIndex((key) => standsAt(bytes, at, key));
}

function isBlank(bytes: Uint8Array, from: number, end: number): boolean {
  let at = from;
  while (at < end && bytes[at] === SPACE) at += 1;
  return at === end;
}
