import { HELD_BYTES_MAX } from "#ingest/formats/format.ts";
import { HeldBytes } from "#ingest/formats/held-bytes.ts";
import { type XmlPlace, XmlScanner } from "#ingest/formats/xml-scanner.ts";

/** Bytes of one document, or what stands where none is. */
export interface XmlPiece {
  /** `cut`: part of what is longer than `HELD_BYTES_MAX`; `torn`: another document begins inside it. */
  readonly kind: "document" | "text" | "utf16" | "torn" | "cut";
  readonly bytes: Buffer;
  readonly offset: number;
  readonly line: number;
  readonly hasDoctype: boolean;
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const OPEN = 0x3c;
const NEWLINE = 0x0a;

/**
 * Cuts an input into XML documents, one after the other, the same for every split of it: by tags, comments
 * and CDATA sections alone, so that a document which is wrong inside ends where it should. A declaration
 * (`<?xml`) begins a new document wherever it stands. White space and byte order marks between documents
 * are left out.
 */
export class XmlSplitter {
  readonly #held = new HeldBytes();
  #place: "between" | "mark" | "document" | "text" | "utf16" = "between";
  #scanner = new XmlScanner();
  #offset: number;
  #line: number;
  #isCut = false;

  constructor(start: { offset?: number | undefined; line?: number | undefined } = {}) {
    this.#offset = start.offset ?? 0;
    this.#line = start.line ?? 1;
  }

  get pendingBytes(): number {
    return this.#held.length;
  }

  push(chunk: Uint8Array): XmlPiece[] {
    const input = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const pieces: XmlPiece[] = [];
    let start = 0;
    for (let index = 0; index < input.length; index++) {
      if (this.#place === "between" && !this.#begin(input[index] ?? 0)) {
        start = index + 1;
        continue;
      }
      const end = this.#step(input[index] ?? 0, index, start);
      if (end === "skip") start = index + 1;
      if (end === null || end === "skip") {
        if (this.#held.length + index + 1 - start < HELD_BYTES_MAX) continue;
        this.#isCut = true;
        this.#hold(input, start, index + 1);
        pieces.push(this.#take("cut"));
        start = index + 1;
        continue;
      }
      this.#hold(input, start, index + 1);
      start = index + 1;
      this.#give(end, pieces);
    }
    this.#hold(input, start, input.length);
    return pieces;
  }

  /** Gives out what has not ended. */
  flush(): XmlPiece[] {
    const kind = this.#place === "utf16" || this.#place === "document" ? this.#place : "text";
    const pieces = this.#held.length === 0 ? [] : [this.#take(this.#isCut ? "cut" : kind)];
    this.#reset("between");
    return pieces;
  }

  /** Looks at a byte between documents; false where it stands for nothing. */
  #begin(byte: number): boolean {
    if (byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === NEWLINE) {
      this.#offset++;
      if (byte === NEWLINE) this.#line++;
      return false;
    }
    if (byte === OPEN) this.#place = "document";
    else if (byte === BYTE_ORDER_MARK[0]) this.#place = "mark";
    // No text in UTF-8 has these bytes; text in UTF-16 begins with them.
    else if (byte === 0xff || byte === 0xfe) this.#place = "utf16";
    else this.#place = "text";
    return true;
  }

  /** What ends with the byte (`before`: just before it), or null; `skip` at the end of a byte order mark. */
  #step(byte: number, index: number, start: number): XmlPlace | "before" | "skip" | null {
    switch (this.#place) {
      case "mark": {
        const length = this.#held.length + index + 1 - start;
        if (byte !== BYTE_ORDER_MARK[length - 1]) {
          this.#place = "text";
          return byte === OPEN ? "before" : null;
        }
        if (length < BYTE_ORDER_MARK.length) return null;
        this.#held.take();
        this.#offset += length;
        this.#place = "between";
        return "skip";
      }
      case "text":
        return byte === OPEN ? "before" : null;
      case "document":
        return this.#scanner.step(byte);
      default:
        return null;
    }
  }

  #give(end: XmlPlace | "before", pieces: XmlPiece[]): void {
    if (end === "end") {
      pieces.push(this.#take(this.#isCut ? "cut" : "document"));
      this.#reset("between");
      return;
    }
    // What begins anew was read already: `<`, or a declaration up to the blank after its name.
    const bytes = this.#held.take();
    const begun = end === "before" ? 1 : XmlScanner.declarationBytes;
    const before = bytes.subarray(0, bytes.length - begun);
    if (before.length > 0) {
      this.#held.add(before);
      const kind = end === "before" ? "text" : "torn";
      pieces.push(this.#take(this.#isCut ? "cut" : kind));
    }
    this.#reset("document");
    for (const byte of bytes.subarray(bytes.length - begun)) this.#scanner.step(byte);
    this.#held.add(bytes.subarray(bytes.length - begun));
  }

  #reset(place: "between" | "document"): void {
    this.#place = place;
    this.#scanner = new XmlScanner();
    this.#isCut = false;
  }

  #hold(input: Buffer, start: number, end: number): void {
    if (end > start) this.#held.add(input.subarray(start, end));
  }

  #take(kind: XmlPiece["kind"]): XmlPiece {
    const bytes = this.#held.take();
    const [offset, line] = [this.#offset, this.#line];
    this.#offset += bytes.length;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) {
      this.#line++;
    }
    return { kind, bytes, offset, line, hasDoctype: this.#scanner.hasDoctype };
  }
}
