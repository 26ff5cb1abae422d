import { IDENTIFIER_CHARACTERS_MAX } from "#domain/events/event.ts";
import {
  asciiBytes,
  CLOSE_OBJECT,
  COMMA,
  OPEN_OBJECT,
  plainTextEnd,
  QUOTE,
  standsAt,
} from "./ascii-bytes.ts";

const TYPE_CHARACTERS_MAX = 64;

const TYPE_KEY = asciiBytes('"type":"');
const ID_KEY = asciiBytes('"id":"');
const ROLE_KEY = asciiBytes('"role":"');

const NOT_PLAIN = -1;

/** Reads one object or actor of a plain event, and tells where its type and ID stand. */
export class PlainReference {
  typeAt = 0;
  typeEnd = 0;
  idAt = 0;
  idEnd = 0;

  /** Position after `{"type":"order","id":"7"}`, in either order, an object also with its role; or -1. */
  read(bytes: Uint8Array, at: number, mayHaveRole: boolean): number {
    if (bytes[at] !== OPEN_OBJECT) return NOT_PLAIN;
    let next = at;
    let hasType = false;
    let hasId = false;
    let hasRole = false;
    do {
      next += 1;
      if (standsAt(bytes, next, TYPE_KEY)) {
        const from = next + TYPE_KEY.length;
        next = boundedTextEnd(bytes, from, TYPE_CHARACTERS_MAX);
        if (next < 0 || hasType) return NOT_PLAIN;
        hasType = true;
        this.typeAt = from;
        this.typeEnd = next;
      } else if (standsAt(bytes, next, ID_KEY)) {
        const from = next + ID_KEY.length;
        next = boundedTextEnd(bytes, from, IDENTIFIER_CHARACTERS_MAX);
        if (next < 0 || hasId) return NOT_PLAIN;
        hasId = true;
        this.idAt = from;
        this.idEnd = next;
      } else if (mayHaveRole && standsAt(bytes, next, ROLE_KEY)) {
        next = boundedTextEnd(bytes, next + ROLE_KEY.length, TYPE_CHARACTERS_MAX);
        if (next < 0 || hasRole) return NOT_PLAIN;
        hasRole = true;
      } else return NOT_PLAIN;
      next += 1;
    } while (bytes[next] === COMMA);
    return hasType && hasId && bytes[next] === CLOSE_OBJECT ? next + 1 : NOT_PLAIN;
  }
}

/** Position of the closing quote of a text of 1 to `charactersMax` characters. */
function boundedTextEnd(bytes: Uint8Array, from: number, charactersMax: number): number {
  const end = plainTextEnd(bytes, from);
  const isSound = bytes[end] === QUOTE && end > from && end - from <= charactersMax;
  return isSound ? end : NOT_PLAIN;
}
