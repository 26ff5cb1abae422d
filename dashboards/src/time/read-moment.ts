/** A moment as people type or paste it, in UTC: `2026-03-16 12:04:37.199`, `2026-03-16`, with `T`, with `Z`. */
const MOMENT =
  /^(\d{4}-\d{2}-\d{2})(?:[T ]+(\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?)?\s*(?:Z|UTC)?$/i;

/**
 * The moment as RFC 3339 in UTC with milliseconds; a date alone is its first millisecond. Null for what is no
 * moment, such as 31 February.
 */
export function readMoment(typed: string): string | null {
  const found = MOMENT.exec(typed.trim());
  if (found === null) return null;
  const [, date = "", clock = "00:00", seconds = "00", fraction = ""] = found;
  const iso = `${date}T${clock}:${seconds}.${fraction.padEnd(3, "0")}Z`;
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return null;
  // A day that a month does not have would come back as another day.
  return moment.toISOString() === iso ? iso : null;
}

/** As it is typed: `2026-03-16 12:04:37.199`. */
export function momentText(iso: string): string {
  return iso.replace("T", " ").replace("Z", "");
}
