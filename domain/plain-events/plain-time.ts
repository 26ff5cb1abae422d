import { eventTimeMs } from "#domain/events/event-time.ts";
import { asciiText, QUOTE } from "./ascii-bytes.ts";

const DATE_CHARACTERS = 10;
const TIME_CHARACTERS = 24;
const MIDNIGHT = "T00:00:00.000Z";

const DASH = 0x2d;
const COLON = 0x3a;
const POINT = 0x2e;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;

/** Reads event times from bytes as `eventTimeMs` reads them from text. Neighbors mostly share their date. */
export class PlainTime {
  readonly #date = new Uint8Array(DATE_CHARACTERS);
  #dateMs = Number.NaN;

  /** Milliseconds since 1970 of the text at `at` up to its closing quote; NaN when it is no time. */
  read(bytes: Uint8Array, at: number): number {
    const isTime =
      bytes[at + TIME_CHARACTERS] === QUOTE &&
      bytes[at + 10] === LETTER_T &&
      bytes[at + 13] === COLON &&
      bytes[at + 16] === COLON &&
      bytes[at + 19] === POINT &&
      bytes[at + 23] === LETTER_Z;
    if (!isTime) return Number.NaN;
    const hour = twoDigits(bytes, at + 11);
    const minute = twoDigits(bytes, at + 14);
    const second = twoDigits(bytes, at + 17);
    const hundredths = twoDigits(bytes, at + 20);
    const last = (bytes[at + 22] ?? 0) - 48;
    if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN;
    if (!(hundredths <= 99 && last >= 0 && last <= 9)) return Number.NaN;
    const ms = ((hour * 60 + minute) * 60 + second) * 1000 + hundredths * 10 + last;
    return this.#readDate(bytes, at) + ms;
  }

  #readDate(bytes: Uint8Array, at: number): number {
    const date = this.#date;
    let index = 0;
    while (index < DATE_CHARACTERS && date[index] === bytes[at + index]) index += 1;
    if (index < DATE_CHARACTERS) {
      const isDate = bytes[at + 4] === DASH && bytes[at + 7] === DASH;
      const text = asciiText(bytes, at, at + DATE_CHARACTERS);
      this.#dateMs = isDate ? eventTimeMs(text + MIDNIGHT) : Number.NaN;
      for (index = 0; index < DATE_CHARACTERS; index += 1) date[index] = bytes[at + index] ?? 0;
    }
    return this.#dateMs;
  }
}

/** Beyond 99 where one of the two bytes is no digit. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - 48;
  const ones = (bytes[at + 1] ?? 0) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 100;
}
