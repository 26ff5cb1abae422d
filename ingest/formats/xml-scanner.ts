/**
 * What a byte decides: `end` of the document with it, or that a declaration begins another one, of which
 * `XmlScanner.declarationBytes` were read; null while the document goes on.
 */
export type XmlPlace = "end" | "declaration";

type State =
  | "content"
  | "opening"
  | "start-tag"
  | "end-tag"
  | "comment"
  | "cdata"
  | "instruction"
  | "doctype"
  | "other";

/** What follows `<` where it begins no tag, in lower case: a section may be written in any case here. */
const OPENINGS: readonly (readonly [string, State])[] = [
  ["!--", "comment"],
  ["![cdata[", "cdata"],
  ["!doctype", "doctype"],
];

const DECLARATION = "?xml";

const [LESS, GREATER, SLASH, QUESTION, DASH] = [0x3c, 0x3e, 0x2f, 0x3f, 0x2d];
const [CLOSE_BRACKET, OPEN_BRACKET] = [0x5d, 0x5b];

/** Follows the nesting of one XML document, byte by byte, from its first `<`. */
export class XmlScanner {
  /** `<?xml` and a blank. */
  static readonly declarationBytes = 6;

  hasDoctype = false;
  #state: State = "content";
  #opening = "";
  #depth = 0;
  #bytes = 0;
  #openingAt = 0;
  #quote = 0;
  #bracketDepth = 0;
  /** The two bytes before the present one. */
  #before = [0, 0];

  step(byte: number): XmlPlace | null {
    this.#bytes++;
    const place = this.#move(byte);
    this.#before = [this.#before[1] ?? 0, byte];
    return place;
  }

  #move(byte: number): XmlPlace | null {
    const [second = 0, last = 0] = this.#before;
    switch (this.#state) {
      case "content":
        if (byte === LESS) this.#open();
        return null;
      case "opening":
        return this.#read(byte);
      case "start-tag":
        return this.#startTag(byte, last);
      case "end-tag":
        return this.#endTag(byte);
      case "comment":
        return this.#leave(byte === GREATER && last === DASH && second === DASH);
      case "cdata":
        return this.#leave(byte === GREATER && last === CLOSE_BRACKET && second === CLOSE_BRACKET);
      case "instruction":
        return this.#leave(byte === GREATER && last === QUESTION);
      case "doctype":
        if (byte === OPEN_BRACKET) this.#bracketDepth++;
        if (byte === CLOSE_BRACKET) this.#bracketDepth--;
        return this.#leave(byte === GREATER && this.#bracketDepth <= 0);
      default:
        return this.#leave(byte === GREATER);
    }
  }

  #open(): void {
    this.#state = "opening";
    this.#opening = "";
    this.#openingAt = this.#bytes;
  }

  #leave(isEnd: boolean): null {
    if (isEnd) this.#state = "content";
    return null;
  }

  /** The bytes after `<`, until it is known what they begin. */
  #read(byte: number): XmlPlace | null {
    this.#opening += String.fromCharCode(byte).toLowerCase();
    const opening = this.#opening;
    if (opening === "/") this.#state = "end-tag";
    else if (opening.startsWith("?")) return this.#instruction(byte);
    else if (opening.startsWith("!")) this.#section(byte, opening);
    else {
      this.#state = "start-tag";
      this.#quote = 0;
      return this.#startTag(byte, LESS);
    }
    return null;
  }

  #instruction(byte: number): XmlPlace | null {
    if (DECLARATION.startsWith(this.#opening)) return null;
    const isDeclaration = this.#opening.trimEnd() === DECLARATION;
    // Inside a document it belongs to the next: this one was torn off.
    if (isDeclaration && this.#openingAt > 1) return "declaration";
    this.#state = "instruction";
    return this.#leave(byte === GREATER && this.#opening.endsWith("?>"));
  }

  #section(byte: number, opening: string): void {
    const fitting = OPENINGS.find(([text]) => text.startsWith(opening));
    if (fitting === undefined) {
      this.#state = "other";
      this.#leave(byte === GREATER);
      return;
    }
    const [text, state] = fitting;
    if (text !== opening) return;
    this.#state = state;
    // `-->` must not end what `<!--` begins, nor `]>` the brackets of a section.
    this.#before = [0, 0];
    if (state !== "doctype") return;
    this.hasDoctype = true;
    this.#bracketDepth = 0;
  }

  #startTag(byte: number, last: number): XmlPlace | null {
    if (byte === LESS) this.#open();
    else if (this.#quote !== 0) {
      if (byte === this.#quote) this.#quote = 0;
    } else if (byte === 0x22 || byte === 0x27) this.#quote = byte;
    else if (byte === GREATER) {
      this.#state = "content";
      if (last !== SLASH) this.#depth++;
      else if (this.#depth === 0) return "end";
    }
    return null;
  }

  #endTag(byte: number): XmlPlace | null {
    if (byte === LESS) this.#open();
    else if (byte === GREATER) {
      this.#state = "content";
      this.#depth--;
      if (this.#depth <= 0) return "end";
    }
    return null;
  }
}
