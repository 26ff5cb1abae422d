import { text } from "../messages/current.ts";

/** Times as people read them. Input is RFC 3339 UTC with milliseconds, as every answer gives it. */

export type ZoneChoice = "utc" | "local";

export interface TimeParts {
  /** `2016-07-27` */
  readonly date: string;
  /** `09:32:14` */
  readonly clock: string;
  /** `774` */
  readonly ms: string;
}

/** The reader's IANA zone, for instance `Europe/Prague`. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "longOffset",
  });
  formats.set(zone, made);
  return made;
}

function zoneFields(iso: string, zone: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { type, value } of zoneFormat(zone).formatToParts(new Date(iso))) {
    fields[type] = value;
  }
  return fields;
}

/** Date, clock and milliseconds in UTC or in an IANA zone. */
export function timeParts(iso: string, zone: string): TimeParts {
  if (zone === "UTC") {
    return { date: iso.slice(0, 10), clock: iso.slice(11, 19), ms: iso.slice(20, 23) };
  }
  const { year, month, day, hour, minute, second } = zoneFields(iso, zone);
  return {
    date: `${year}-${month}-${day}`,
    clock: `${hour}:${minute}:${second}`,
    ms: iso.slice(20, 23),
  };
}

/** The zone's offset at that moment: `+02:00`; UTC itself is `+00:00`. */
export function offsetAt(iso: string, zone: string): string {
  const name = zoneFields(iso, zone)["timeZoneName"] ?? "GMT";
  return name === "GMT" ? "+00:00" : name.replace("GMT", "").replace("−", "-");
}

/** `UTC`, or zone and offset: `Europe/Prague (+02:00)`. */
export function zoneLabel(iso: string, zone: string): string {
  return zone === "UTC" ? "UTC" : `${zone} (${offsetAt(iso, zone)})`;
}

/**
 * How many leading characters of `clock` repeat the row above, by whole components:
 * `09:32:14` after `09:31:52` repeats `09:`, three characters. Never all of it.
 */
export function repeatedClockCharacters(clock: string, above: string | undefined): number {
  if (above === undefined) return 0;
  const parts = clock.split(":");
  const aboveParts = above.split(":");
  let count = 0;
  while (count < parts.length && parts[count] === aboveParts[count]) count += 1;
  return Math.min(count * 3, clock.length);
}

const named = new Map<string, Intl.DateTimeFormat>();

/** Of the reader's language: made once for each way of writing. */
function inLanguage(style: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${text.dateTag} ${style}`;
  const known = named.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(text.dateTag, { ...options, timeZone: "UTC" });
  named.set(key, made);
  return made;
}

const DAY: Intl.DateTimeFormatOptions = { day: "numeric", month: "long", year: "numeric" };
const midnight = (date: string) => new Date(`${date}T00:00:00.000Z`);

/** `Wed 27 July 2016`, for a date `2016-07-27`. */
export function dayLabel(date: string): string {
  return inLanguage("day label", { ...DAY, weekday: "short" })
    .format(midnight(date))
    .replace(",", "");
}

/** `27 Jul`, for an axis. */
export function shortDay(date: string): string {
  return inLanguage("short day", { day: "numeric", month: "short" }).format(midnight(date));
}

/** `24 to 27 July 2016`, as short as it can be without losing anything. */
export function dateSpan(fromDate: string, toDate: string): string {
  return inLanguage("span", DAY)
    .formatRange(midnight(fromDate), midnight(toDate))
    .replace(/\s*–\s*/u, text.dateTo);
}
