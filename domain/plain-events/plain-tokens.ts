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
import { REMEMBERED_TEXT_BYTES_MAX, RememberedWords } from "./remembered-words.ts";
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
  readonly #remembered = new RememberedWords();
  /** Where the tokens of one kind begin, to find repeats; each ends where the next begins. */
  readonly #starts = new Int32Array(Math.max(EVENT_OBJECTS_MAX, PLAIN_ATTRIBUTES_MAX) + 1);
  #sourceName: string | null = null;
  #sourceToken: Uint8Array = new Uint8Array();

  /** Appends the tokens of an event of `byteLength` bytes, of which `spans` tells the parts. */
  write(spans: PlainSpans, byteLength: number, sourceName: string, tokens: GrowingBytes): void {
    if (sourceName !== this.#sourceName) {
      this.#sourceName = sourceName;
      this.#sourceToken = UTF8.encode(` ${sourceToken(sourceName)}`);
    }
    const roomFor = byteLength * TOKEN_BYTES_PER_EVENT_BYTE + TOKEN_BYTES_BESIDE;
    tokens.reserve(roomFor + this.#sourceToken.length);
    const text = spans.bytes;
    const { bytes } = tokens;
    let out = put(TYPE_PREFIX, bytes, tokens.length);
    out = foldKey(text, spans.typeAt, spans.typeEnd, bytes, out);
    out = put(this.#sourceToken, bytes, out);
    if (spans.transactionEnd === 0) out = put(UNATTRIBUTED, bytes, out);
    else {
      out = put(TRANSACTION_PREFIX, bytes, out);
      out = foldKey(text, spans.transactionAt, spans.transactionEnd, bytes, out);
    }
    out = this.#objects(spans, bytes, out);
    if (spans.actorTypeEnd > 0) {
      out = put(ACTOR_PREFIX, bytes, out);
      out = foldLabel(text, spans.actorTypeAt, spans.actorTypeEnd, bytes, out);
      out = foldKey(text, spans.actorIdAt, spans.actorIdEnd, bytes, out);
    }
    if (spans.outcomeEnd > 0) {
      out = put(OUTCOME_PREFIX, bytes, out);
      out = foldKey(text, spans.outcomeAt, spans.outcomeEnd, bytes, out);
    }
    if (spans.levelEnd > 0) {
      out = put(LEVEL_PREFIX, bytes, out);
      out = foldKey(text, spans.levelAt, spans.levelEnd, bytes, out);
    }
    if (spans.attributes > 0) out = this.#attributes(spans, bytes, out);
    tokens.length = out;
    this.#textWords(spans, tokens);
  }

  #textWords(spans: PlainSpans, tokens: GrowingBytes): void {
    const { bytes: text, messageAt, messageEnd, reasonAt, reasonEnd } = spans;
    // A reason gives only the words that the message does not have.
    const isAlone =
      reasonEnd === reasonAt &&
      messageEnd > messageAt &&
      messageEnd - messageAt <= REMEMBERED_TEXT_BYTES_MAX;
    if (isAlone && this.#remembered.write(text, messageAt, messageEnd, tokens)) return;
    const tokensFrom = tokens.length;
    this.#words.begin();
    this.#words.write(text, messageAt, messageEnd, tokens);
    if (isAlone) this.#remembered.remember(text, messageAt, messageEnd, tokens, tokensFrom);
    else this.#words.write(text, reasonAt, reasonEnd, tokens);
  }

  #objects(spans: PlainSpans, bytes: Uint8Array, from: number): number {
    const { bytes: text, objectSpans, objects } = spans;
    let out = from;
    let distinct = 0;
    for (let place = 0; place < objects * OBJECT_SPAN; place += OBJECT_SPAN) {
      const start = out;
      out = put(OBJECT_PREFIX, bytes, out);
      out = foldLabel(text, objectSpans[place] ?? 0, objectSpans[place + 1] ?? 0, bytes, out);
      out = foldKey(text, objectSpans[place + 2] ?? 0, objectSpans[place + 3] ?? 0, bytes, out);
      if (this.#isRepeat(bytes, start, out, distinct)) out = start;
      else distinct += 1;
    }
    return out;
  }

  #attributes(spans: PlainSpans, bytes: Uint8Array, from: number): number {
    const { bytes: text, attributeSpans, attributes } = spans;
    let out = from;
    let distinct = 0;
    for (let place = 0; place < attributes * ATTRIBUTE_SPAN; place += ATTRIBUTE_SPAN) {
      const valueAt = attributeSpans[place + 2] ?? 0;
      const valueEnd = attributeSpans[place + 3] ?? 0;
      if (valueAt === valueEnd) continue;
      const start = out;
      out = put(ATTRIBUTE_PREFIX, bytes, out);
      out = foldLabel(text, attributeSpans[place] ?? 0, attributeSpans[place + 1] ?? 0, bytes, out);
      out = foldKey(text, valueAt, valueEnd, bytes, out);
      if (this.#isRepeat(bytes, start, out, distinct)) out = start;
      else distinct += 1;
    }
    return out;
  }

  /** Whether one of the `distinct` tokens before is the same as the one written last; else remembers it. */
  #isRepeat(bytes: Uint8Array, start: number, end: number, distinct: number): boolean {
    const starts = this.#starts;
    for (let earlier = 0; earlier < distinct; earlier += 1) {
      const earlierAt = starts[earlier] ?? 0;
      const length = (starts[earlier + 1] ?? 0) - earlierAt;
      if (length === end - start && sameBytes(bytes, earlierAt, bytes, start, length)) return true;
    }
    starts[distinct] = start;
    starts[distinct + 1] = end;
    return false;
  }
}

function put(added: Uint8Array, bytes: Uint8Array, out: number): number {
  const { length } = added;
  for (let index = 0; index < length; index += 1) bytes[out + index] = added[index] ?? 0;
  return out + length;
}

/** What `foldKey` of the tokenizer makes of the text. */
function foldKey(
  text: Uint8Array,
  from: number,
  end: number,
  bytes: Uint8Array,
  out: number,
): number {
  let next = out;
  for (let at = from; at < end; at += 1) {
    const folded = FOLDED_KEY[text[at] ?? 0] ?? 0;
    if (folded === 0) return foldBlanks(text, from, end, FOLDED_KEY, bytes, out);
    bytes[next] = folded;
    next += 1;
  }
  return next;
}

/** The same of a label, whose colons are blanks too, and the colon after it. */
function foldLabel(
  text: Uint8Array,
  from: number,
  end: number,
  bytes: Uint8Array,
  out: number,
): number {
  let next = out;
  for (let at = from; at < end; at += 1) {
    const folded = FOLDED_LABEL[text[at] ?? 0] ?? 0;
    if (folded === 0) {
      next = foldBlanks(text, from, end, FOLDED_LABEL, bytes, out);
      break;
    }
    bytes[next] = folded;
    next += 1;
  }
  bytes[next] = COLON;
  return next + 1;
}

/** Blanks around are dropped, a run of them inside is one `KEY_BLANK`; so is each colon of a label. */
function foldBlanks(
  text: Uint8Array,
  from: number,
  end: number,
  table: Uint8Array,
  bytes: Uint8Array,
  out: number,
): number {
  let first = from;
  let last = end;
  while (first < last && text[first] === SPACE) first += 1;
  while (last > first && text[last - 1] === SPACE) last -= 1;
  let next = out;
  for (let at = first; at < last; at += 1) {
    const folded = table[text[at] ?? 0] ?? 0;
    if (folded !== 0) {
      bytes[next] = folded;
      next += 1;
    } else if (text[at] !== SPACE || text[at - 1] !== SPACE) next = put(BLANK, bytes, next);
  }
  return next;
}
