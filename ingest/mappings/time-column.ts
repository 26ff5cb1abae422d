import { readFormattedTime } from "#ingest/formats/field-mapping.ts";
import { type JsonPath, parseJsonPath, valueAt } from "#ingest/formats/json-path.ts";
import { parseNote } from "#ingest/formats/parse-notes.ts";
import { exact, isoTime, type TimeReading, type ZoneClock } from "#ingest/formats/source-time.ts";
import type { TimeTemplate } from "#ingest/mappings/mapping-schema.ts";
import { isPresent } from "#ingest/mappings/template.ts";

const NO_READING_TIME =
  "the record keeps no time, and when it was read is not known; give that with --assumed-time";

/** Where an event's time stands in a row. Throws `invalid-parameter` for a path that is none. */
export class TimeColumn {
  readonly isOfReading: boolean;
  readonly #columns: readonly { name: string; path: JsonPath }[];
  readonly #format: string | undefined;
  readonly #clock: ZoneClock;

  constructor(template: TimeTemplate, clock: ZoneClock) {
    const { path = [], format, ofReading } = template;
    this.isOfReading = ofReading === true;
    const names = typeof path === "string" ? [path] : path;
    this.#columns = names.map((name) => ({ name, path: parseJsonPath(name) }));
    this.#format = format;
    this.#clock = clock;
  }

  /** The first column that is present. */
  read(row: Readonly<Record<string, unknown>>, assumedTimeMs: number | undefined): TimeReading {
    if (this.isOfReading) {
      if (assumedTimeMs === undefined) return { ok: false, problem: NO_READING_TIME };
      const message = `The record keeps no time; ${isoTime(assumedTimeMs)}, when it was read, was taken.`;
      return exact(assumedTimeMs, [parseNote("time-assumed", message)]);
    }
    for (const { name, path } of this.#columns) {
      const value = valueAt(row, path);
      if (!isPresent(value)) continue;
      const reading = readFormattedTime(value, this.#format, this.#clock);
      if (reading.ok) return reading;
      return { ok: false, problem: `${reading.problem.replace(/\.$/, "")} (column ${name})` };
    }
    const names = this.#columns.map(({ name }) => name).join(", ");
    return { ok: false, problem: `there is no time at ${names}` };
  }
}
