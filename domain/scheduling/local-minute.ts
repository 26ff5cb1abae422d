import { DateTime } from "luxon";

const LOCAL_MINUTE = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/** The same in the words of luxon. */
const FORMAT = "yyyy-MM-dd'T'HH:mm";

const MINUTE_MS = 60_000;

/** A minute of a zone's wall clock. */
export interface LocalMinute {
  /** Milliseconds since 1970 UTC. */
  readonly timeMs: number;
  readonly hour: number;
  readonly minute: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /**
   * `skipped`: the clock goes forward over this minute; `timeMs` is the first one after. `twice`: it goes
   * back and shows this minute again; `timeMs` is the first of the two.
   */
  readonly shift: "skipped" | "twice" | null;
}

/** Reads `YYYY-MM-DDTHH:mm` on the wall clock of an IANA zone. Undefined for anything else. */
export function readLocalMinute(text: string, zone: string): LocalMinute | undefined {
  const parts = LOCAL_MINUTE.exec(text);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1).map(Number);
  const shown = { year, month, day, hour, minute };
  const wall = DateTime.fromObject(shown, { zone: "utc" });
  const found = DateTime.fromObject(shown, { zone });
  if (!wall.isValid || !found.isValid) return undefined;
  const fields = { hour, minute, weekday: wall.weekday % 7 };
  if (found.toFormat(FORMAT) !== text) {
    return { ...fields, timeMs: endOfGap(found), shift: "skipped" };
  }
  const times = found.getPossibleOffsets().map((time) => time.toMillis());
  return {
    ...fields,
    timeMs: Math.min(...times),
    shift: times.length > 1 ? "twice" : null,
  };
}

/** `YYYY-MM-DDTHH:mm` on the wall clock of the zone. */
export function localMinuteText(timeMs: number, zone: string): string {
  return DateTime.fromMillis(timeMs, { zone }).toFormat(FORMAT);
}

/** The first minute with the new offset; the given time, which stood in the gap, lies behind it. */
function endOfGap(behind: DateTime): number {
  let afterMs = behind.toMillis();
  // No zone ever went forward by more than a day.
  let beforeMs = afterMs - 1_440 * MINUTE_MS;
  const offset = behind.offset;
  while (afterMs - beforeMs > MINUTE_MS) {
    const middleMs = beforeMs + Math.floor((afterMs - beforeMs) / 2 / MINUTE_MS) * MINUTE_MS;
    if (behind.zone.offset(middleMs) === offset) afterMs = middleMs;
    else beforeMs = middleMs;
  }
  return afterMs;
}
