/** Deepest nesting we accept: events are flat, and what walks a value may recurse without harm. */
export const JSON_DEPTH_MAX = 64;

/** How far a check came. Indexes count from the start of the bytes last fed. */
export type JsonProgress =
  | { readonly state: "open" }
  /** One whole value ended before `end`. */
  | { readonly state: "complete"; readonly end: number }
  | { readonly state: "wrong"; readonly index: number; readonly expected: string };

type Place =
  | "value"
  | "first-element"
  | "first-key"
  | "key"
  | "colon"
  | "comma"
  | "string"
  | "escape"
  | "hex"
  | "literal"
  | "minus"
  | "zero"
  | "integer"
  | "point"
  | "fraction"
  | "exponent"
  | "exponent-sign"
  | "exponent-digits"
  | "done";

const EXPECTED: Record<Place, string> = {
  value: "a value",
  "first-element": "a value or “]”",
  "first-key": "a key in quotes or “}”",
  key: "a key in quotes",
  colon: "“:” after the key",
  comma: "“,” or the closing bracket",
  string: "no bare control character in a string (is its closing quote missing?)",
  escape: "an escape such as \\n or \\u0041",
  hex: "four hexadecimal digits after \\u",
  literal: "true, false or null",
  minus: "a digit after “-”",
  zero: "no further digit after a leading 0",
  integer: "“,” or the closing bracket",
  point: "a digit after “.”",
  fraction: "“,” or the closing bracket",
  exponent: "an exponent",
  "exponent-sign": "a digit of the exponent",
  "exponent-digits": "“,” or the closing bracket",
  done: "the end of the record",
};

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ESCAPES = new Set('"\\/bfnrtu'.split("").map((character) => character.charCodeAt(0)));
const NUMBER_ENDS = new Set<Place>(["zero", "integer", "fraction", "exponent-digits"]);

/**
 * Follows the JSON grammar over bytes that come in parts: says where a value ends, or where and why it is
 * wrong. Only bad or multi-line records come here; plain lines go through `JSON.parse` alone.
 */
export class JsonChecker {
  #place: Place = "value";
  /** Open brackets: true for an object. */
  #stack: boolean[] = [];
  #stringIsKey = false;
  #literalRest = "";
  #hexDigits = 0;

  feed(bytes: Uint8Array, from = 0): JsonProgress {
    for (let index = from; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0;
      if (this.#inNumber() && !this.#number(byte)) {
        if (!NUMBER_ENDS.has(this.#place) || isDigit(byte)) return this.#wrong(index);
        this.#valueEnded();
        if (this.#place === "done") return { state: "complete", end: index };
      } else if (this.#inNumber()) {
        continue;
      }
      const expected = this.#step(byte);
      if (expected !== null) return { state: "wrong", index, expected };
      if (this.#place === "done") return { state: "complete", end: index + 1 };
    }
    return { state: "open" };
  }

  /** What is missing when no more bytes come. */
  missing(): string {
    if (this.#place === "string") return "the closing quote of a string";
    if (NUMBER_ENDS.has(this.#place)) return EXPECTED.comma;
    return EXPECTED[this.#place];
  }

  #wrong(index: number): JsonProgress {
    return { state: "wrong", index, expected: EXPECTED[this.#place] };
  }

  /** Moves over one byte; what was expected instead when the byte is wrong. */
  #step(byte: number): string | null {
    const place = this.#place;
    if (place === "string") return this.#string(byte);
    if (place === "escape") return this.#escape(byte);
    if (place === "hex") return this.#hex(byte);
    if (place === "literal") return this.#literal(byte);
    if (byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d) return null;
    if (place === "first-key" || place === "key") return this.#key(byte);
    if (place === "colon") {
      if (byte !== 0x3a) return EXPECTED.colon;
      this.#place = "value";
      return null;
    }
    if (place === "comma") return this.#afterValue(byte);
    return this.#value(byte);
  }

  #value(byte: number): string | null {
    const character = String.fromCharCode(byte);
    if (byte === QUOTE) {
      this.#stringIsKey = false;
      this.#place = "string";
    } else if (character === "{" || character === "[") {
      if (this.#stack.length === JSON_DEPTH_MAX)
        return `at most ${JSON_DEPTH_MAX} levels of nesting`;
      this.#stack.push(character === "{");
      this.#place = character === "{" ? "first-key" : "first-element";
    } else if (character === "]" && this.#place === "first-element") {
      this.#close();
    } else if (character === "-") this.#place = "minus";
    else if (character === "0") this.#place = "zero";
    else if (isDigit(byte)) this.#place = "integer";
    else if (character === "t") this.#startLiteral("rue");
    else if (character === "f") this.#startLiteral("alse");
    else if (character === "n") this.#startLiteral("ull");
    else return EXPECTED[this.#place];
    return null;
  }

  #key(byte: number): string | null {
    if (byte === QUOTE) {
      this.#stringIsKey = true;
      this.#place = "string";
      return null;
    }
    if (byte !== 0x7d || this.#place === "key") return EXPECTED[this.#place];
    this.#close();
    return null;
  }

  #afterValue(byte: number): string | null {
    const inObject = this.#stack.at(-1) === true;
    if (byte === 0x2c) {
      this.#place = inObject ? "key" : "value";
      return null;
    }
    if (byte !== (inObject ? 0x7d : 0x5d)) return inObject ? "“,” or “}”" : "“,” or “]”";
    this.#close();
    return null;
  }

  #close(): void {
    this.#stack.pop();
    this.#valueEnded();
  }

  #valueEnded(): void {
    this.#place = this.#stack.length === 0 ? "done" : "comma";
  }

  #string(byte: number): string | null {
    if (byte === QUOTE) {
      if (this.#stringIsKey) this.#place = "colon";
      else this.#valueEnded();
    } else if (byte === BACKSLASH) this.#place = "escape";
    else if (byte < 0x20) return EXPECTED.string;
    return null;
  }

  #escape(byte: number): string | null {
    if (!ESCAPES.has(byte)) return EXPECTED.escape;
    this.#hexDigits = 0;
    this.#place = byte === 0x75 ? "hex" : "string";
    return null;
  }

  #hex(byte: number): string | null {
    if (!/[0-9A-Fa-f]/.test(String.fromCharCode(byte))) return EXPECTED.hex;
    if (++this.#hexDigits === 4) this.#place = "string";
    return null;
  }

  #startLiteral(rest: string): void {
    this.#literalRest = rest;
    this.#place = "literal";
  }

  #literal(byte: number): string | null {
    if (byte !== this.#literalRest.charCodeAt(0)) return EXPECTED.literal;
    this.#literalRest = this.#literalRest.slice(1);
    if (this.#literalRest === "") this.#valueEnded();
    return null;
  }

  #inNumber(): boolean {
    return NUMBER_PLACES.has(this.#place);
  }

  /** Whether the byte goes on with the number. */
  #number(byte: number): boolean {
    const next = nextInNumber(this.#place, byte);
    if (next !== null) this.#place = next;
    return next !== null;
  }
}

const NUMBER_PLACES = new Set<Place>([
  ...NUMBER_ENDS,
  "minus",
  "point",
  "exponent",
  "exponent-sign",
]);

function nextInNumber(place: Place, byte: number): Place | null {
  const character = String.fromCharCode(byte);
  const digit = isDigit(byte);
  if (place === "minus") return character === "0" ? "zero" : digit ? "integer" : null;
  if (place === "integer" && digit) return "integer";
  if ((place === "point" || place === "fraction") && digit) return "fraction";
  if (place === "exponent" && (character === "+" || character === "-")) return "exponent-sign";
  if (place.startsWith("exponent")) return digit ? "exponent-digits" : null;
  if ((place === "zero" || place === "integer") && character === ".") return "point";
  if (place !== "point" && (character === "e" || character === "E")) return "exponent";
  return null;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
