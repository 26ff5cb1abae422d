import { lineText, type Line } from "#ingest/formats/line-splitter.ts";
import type { MoodleHeader } from "#ingest/formats/moodle-section.ts";
import type { ZoneClock } from "#ingest/formats/source-time.ts";

/**
 * A line of its own, `-- 2016-7-27 11:32:13 753 --`, whatever blanks stand before and between: parts are not padded with zeros,
 * milliseconds are a number (`5` is 5 ms). Seconds or milliseconds that are missing make it a bad header,
 * not text, so that its record is seen to be damaged.
 */
const HEADER =
  /^[ \t]*--[ \t]+(\d{1,5})-(\d{1,3})-(\d{1,3})[ \t]+(\d{1,3}):(\d{1,3})(?::(\d{1,3})(?:[ \t]+(\d{1,6}))?)?[ \t]+--[ \t]*$/;

/** Longer lines are no header; keeps the pattern away from long messages. */
const HEADER_CHARACTERS_MAX = 120;

const DASH = 0x2d;
const SPACE = 0x20;
const TAB = 0x09;

/** The text between the dashes and when it is; null when the line is no header. */
export function readMoodleHeader(line: Line, clock: ZoneClock): MoodleHeader | null {
  const bytes = lineText(line);
  if (!beginsWithDash(bytes) || line.continuation || bytes.length > HEADER_CHARACTERS_MAX)
    return null;
  return readMoodleHeaderText(bytes.toString("latin1"), clock);
}

/** Nearly all lines do not, so this is looked at before anything is copied. */
function beginsWithDash(bytes: Buffer): boolean {
  let index = 0;
  while (bytes[index] === SPACE || bytes[index] === TAB) index += 1;
  return bytes[index] === DASH;
}

/** The same of a header's text. */
export function readMoodleHeaderText(text: string, clock: ZoneClock): MoodleHeader | null {
  const match = HEADER.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute] = match.slice(1, 6).map(Number);
  const second = match[6];
  const millisecond = match[7];
  if (second === undefined || millisecond === undefined) {
    const missing = second === undefined ? "seconds" : "milliseconds";
    return { text, time: { ok: false, problem: `The time has no ${missing}.` } };
  }
  const local = {
    year: year ?? 0,
    month: month ?? 0,
    day: day ?? 0,
    hour: hour ?? 0,
    minute: minute ?? 0,
    second: Number(second),
    millisecond: Number(millisecond),
  };
  return { text: text.trim(), time: clock.read(local) };
}

/** Whether an unended line may still become a header, or the bracket with an ID. */
export function mayBecomeMoodleMark(text: Buffer): boolean {
  return /^[ \t]*(?:-|--[ \t\d:-]*|(?:\[[^\]\n]{0,64})?)\r?$/.test(text.toString("latin1"));
}
