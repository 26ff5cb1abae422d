import { EVENT_OBJECTS_MAX } from "#domain/events/event.ts";
import { sourceToken, unattributedToken } from "#domain/tokens/event-tokens.ts";
import { KEY_BLANK } from "#domain/tokens/words.ts";
import { asciiBytes, COLON, FOLDED_KEY, FOLDED_LABEL, sameBytes, SPACE } from "./ascii-bytes.ts";
import type { GrowingBytes } from "./growing-bytes.ts";
import { PLAIN_TEXT_BYTES_MAX } from "./plain-event-scanner.ts";
import {
  ATTRIBUTE_SPAN,
  OBJECT_SPAN,
  PLAIN_ATTRIBUTES_MAX,
  type PlainSpans,
} from "./plain-spans.ts";
import { WordTokens } from "./word-tokens.ts";

/**
 * No byte of an event gives more bytes of tokens: the shortest attribute, `"a":1,`, makes the 17 bytes of
 * ` k:attributes.a:1`.
 */
const TOKEN_BYTES_PER_EVENT_BYTE = 4;

/** Room for what stands in tokens without standing in the event: prefixes, `n:unattributed`. */
const TOKEN_BYTES_BESIDE = 256;

const UTF8 = new TextEncoder();
const BLANK = UTF8.encode(KEY_BLANK);

const TYPE_PREFIX = asciiBytes("y:");
const TRANSACTION_PREFIX = asciiBytes(" t:");
const UNATTRIBUTED = asciiBytes(` ${unattributedToken}`);
const OBJECT_PREFIX = asciiBytes(" o:");
const ACTOR_PREFIX = asciiBytes(" a:");
const OUTCOME_PREFIX = asciiBytes(" u:");
const LEVEL_PREFIX = asciiBytes(" l:");
const ATTRIBUTE_PREFIX = asciiBytes(" k:attributes.");

/** Writes the tokens of plain events: the same bytes as `eventTokens` in UTF-8. */
export class PlainTokens {
  readonly #words = new WordTokens(PLAIN_TEXT_BYTES_MAX);
  /** Where the tokens of one kind begin, to find repeats; each ends where the next begins. */
  readonly #starts = new Int32Array(Math.max(EVENT_OBJECTS_MAX, PLAIN_ATTRIBUTES_MAX) + 1);
  #sourceName: string | null = null;
  #sourceToken: Uint8Array = new Uint8Array();
  #bytes: Uint8Array = new Uint8Array();

  /** Appends the tokens of an event of `byteLength` bytes, of which `spans` tells the parts. */
  write(spans: PlainSpans, byteLength: number, sourceName: string, tokens: GrowingBytes): void {
    if (sourceName !== this.#sourceName) {
      this.#sourceName = sourceName;
      this.#sourceToken = UTF8.encode(` ${sourceToken(sourceName)}`);
    }
    const roomFor = byteLength * TOKEN_BYTES_PER_EVENT_BYTE + TOKEN_BYTES_BESIDE;
    tokens.reserve(roomFor + this.#sourceToken.length);
    this.#bytes = tokens.bytes;
    let out = this.#key(spans, TYPE_PREFIX, spans.typeAt, spans.typeEnd, tokens.length);
    out = this.#put(this.#sourceToken, out);
    out =
      spans.transactionEnd === 0
        ? this.#put(UNATTRIBUTED, out)
        : this.#key(spans, TRANSACTION_PREFIX, spans.transactionAt, spans.transactionEnd, out);
    out = this.#objects(spans, out);
    if (spans.actorTypeEnd > 0) {
      const { actorTypeAt, actorTypeEnd, actorIdAt, actorIdEnd } = spans;
      out = this.#label(spans, ACTOR_PREFIX, actorTypeAt, actorTypeEnd, out);
      out = this.#fold(spans.bytes, actorIdAt, actorIdEnd, FOLDED_KEY, out);
    }
    if (spans.outcomeEnd > 0) {
      out = this.#key(spans, OUTCOME_PREFIX, spans.outcomeAt, spans.outcomeEnd, out);
    }
    if (spans.levelEnd > 0) {
      out = this.#key(spans, LEVEL_PREFIX, spans.levelAt, spans.levelEnd, out);
    }
    tokens.length = this.#attributes(spans, out);
    this.#words.begin();
    this.#words.write(spans.bytes, spans.messageAt, spans.messageEnd, tokens);
    this.#words.write(spans.bytes, spans.reasonAt, spans.reasonEnd, tokens);
  }

  #objects(spans: PlainSpans, from: number): number {
    const { bytes, objectSpans, objects } = spans;
    let out = from;
    let distinct = 0;
    for (let object = 0; object < objects; object += 1) {
      const place = object * OBJECT_SPAN;
      const start = out;
      out = this.#label(
        spans,
        OBJECT_PREFIX,
        objectSpans[place] ?? 0,
        objectSpans[place + 1] ?? 0,
        out,
      );
      out = this.#fold(
        bytes,
        objectSpans[place + 2] ?? 0,
        objectSpans[place + 3] ?? 0,
        FOLDED_KEY,
        out,
      );
      if (this.#isRepeat(start, out, distinct)) out = start;
      else distinct += 1;
    }
    return out;
  }

  #attributes(spans: PlainSpans, from: number): number {
    const { bytes, attributeSpans, attributes } = spans;
    let out = from;
    let distinct = 0;
    for (let attribute = 0; attribute < attributes; attribute += 1) {
      const place = attribute * ATTRIBUTE_SPAN;
      const valueAt = attributeSpans[place + 2] ?? 0;
      const valueEnd = attributeSpans[place + 3] ?? 0;
      if (valueAt === valueEnd) continue;
      const start = out;
      out = this.#label(
        spans,
        ATTRIBUTE_PREFIX,
        attributeSpans[place] ?? 0,
        attributeSpans[place + 1] ?? 0,
        out,
      );
      out = this.#fold(bytes, valueAt, valueEnd, FOLDED_KEY, out);
      if (this.#isRepeat(start, out, distinct)) out = start;
      else distinct += 1;
    }
    return out;
  }

  /** Whether one of the `distinct` tokens before is the same as the one written last; else remembers it. */
  #isRepeat(start: number, end: number, distinct: number): boolean {
    const starts = this.#starts;
    const bytes = this.#bytes;
    for (let earlier = 0; earlier < distinct; earlier += 1) {
      const earlierAt = starts[earlier] ?? 0;
      const length = (starts[earlier + 1] ?? 0) - earlierAt;
      if (length === end - start && sameBytes(bytes, earlierAt, bytes, start, length)) return true;
    }
    starts[distinct] = start;
    starts[distinct + 1] = end;
    return false;
  }

  #key(spans: PlainSpans, prefix: Uint8Array, from: number, end: number, out: number): number {
    return this.#fold(spans.bytes, from, end, FOLDED_KEY, this.#put(prefix, out));
  }

  /** A label and the colon after it. */
  #label(spans: PlainSpans, prefix: Uint8Array, from: number, end: number, out: number): number {
    const next = this.#fold(spans.bytes, from, end, FOLDED_LABEL, this.#put(prefix, out));
    this.#bytes[next] = COLON;
    return next + 1;
  }

  #put(bytes: Uint8Array, out: number): number {
    for (let index = 0; index < bytes.length; index += 1)
      this.#bytes[out + index] = bytes[index] ?? 0;
    return out + bytes.length;
  }

  /** What `foldKey` makes of the text; `table` has 0 for what needs a closer look. */
  #fold(text: Uint8Array, from: number, end: number, table: Uint8Array, out: number): number {
    const bytes = this.#bytes;
    let next = out;
    for (let at = from; at < end; at += 1) {
      const folded = table[text[at] ?? 0] ?? 0;
      if (folded === 0) return this.#foldBlanks(text, from, end, table, out);
      bytes[next] = folded;
      next += 1;
    }
    return next;
  }

  /** Blanks around are dropped, a run of them inside is one `KEY_BLANK`; so is a colon of a label. */
  #foldBlanks(text: Uint8Array, from: number, end: number, table: Uint8Array, out: number): number {
    let first = from;
    let last = end;
    while (first < last && text[first] === SPACE) first += 1;
    while (last > first && text[last - 1] === SPACE) last -= 1;
    let next = out;
    for (let at = first; at < last; at += 1) {
      const folded = table[text[at] ?? 0] ?? 0;
      if (folded !== 0) {
        this.#bytes[next] = folded;
        next += 1;
      } else if (text[at] !== SPACE || text[at - 1] !== SPACE || at === first) {
        next = this.#put(BLANK, next);
      }
    }
    return next;
  }
}
