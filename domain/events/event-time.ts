/** Places of the digits in `YYYY-MM-DDTHH:mm:ss.SSSZ`. */
const EVENT_TIME_CHARACTERS = 24;
const DAY_MS = 86_400_000;
const ZERO = 48;

/** Days before each month of a year that begins in March, so that the leap day comes last. */
const DAYS_BEFORE_MONTH = [306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275];
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days from 0000-03-01 to 1970-01-01 in the Gregorian calendar. */
const DAYS_BEFORE_1970 = 719_468;

/**
 * Milliseconds since 1970 of an event's time, `YYYY-MM-DDTHH:mm:ss.SSSZ`; NaN where the text has another
 * form or names no real instant (February 30, hour 24, second 60). Years 0000 to 9999.
 */
export function eventTimeMs(text: string): number {
  if (text.length !== EVENT_TIME_CHARACTERS || !hasSeparators(text)) return Number.NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  const millisecond = digits(text, 20, 23);
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)))
    return Number.NaN;
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN;
  const time = hour * 3_600_000 + minute * 60_000 + second * 1000 + millisecond;
  return daysSince1970(year, month, day) * DAY_MS + time;
}

function hasSeparators(text: string): boolean {
  return (
    text[4] === "-" &&
    text[7] === "-" &&
    text[10] === "T" &&
    text[13] === ":" &&
    text[16] === ":" &&
    text[19] === "." &&
    text[23] === "Z"
  );
}

/** NaN where a character is no digit. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let index = from; index < to; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return (
    marchYear * 365 + leapDays + (DAYS_BEFORE_MONTH[month - 1] ?? 0) + day - 1 - DAYS_BEFORE_1970
  );
}
