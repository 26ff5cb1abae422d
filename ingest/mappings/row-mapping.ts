import { EVENT_SCHEMA_VERSION } from "#domain/events/event.ts";
import { sourceText } from "#ingest/formats/source-text.ts";
import { isoTime, type ZoneClock } from "#ingest/formats/source-time.ts";
import { parseJsonPath } from "#ingest/formats/json-path.ts";
import { CompiledEventTemplate } from "#ingest/mappings/event-template.ts";
import type { TableMapping } from "#ingest/mappings/mapping-schema.ts";
import { ObjectTemplates } from "#ingest/mappings/object-templates.ts";
import { OmittedColumns } from "#ingest/mappings/omitted-columns.ts";
import { isPresent, Template } from "#ingest/mappings/template.ts";
import { TimeColumn } from "#ingest/mappings/time-column.ts";

/** The row as it stood in the export. */
export interface RowRecord {
  readonly event: Record<string, unknown>;
  /** Identity of the row; what stands in it is added by a keyed hash, so each version of it is kept once. */
  readonly derivedId: string;
}

export interface MappedRow {
  /** Null where the row cannot be named or dated. */
  readonly record: RowRecord | null;
  /** In the order of the mapping's templates. */
  readonly events: readonly Record<string, unknown>[];
  /** Everything that is wrong with the row, as one sentence; null when nothing is. */
  readonly problem: string | null;
  readonly reason: "invalid-event" | "invalid-time";
}

type Row = Readonly<Record<string, unknown>>;

/**
 * A mapping of version 2, ready. Each row gives its own record, with the row's text, and the events its
 * templates make of it. Those hold only what the templates name, so that a row which has changed since an
 * earlier export gives the same events again, and new ones for what is new. Throws `invalid-parameter`.
 */
export class RowMapping {
  /** What answers say of events that were read by it. */
  readonly label: string;
  readonly omitted: OmittedColumns;
  readonly #table: string;
  readonly #key: Template;
  readonly #time: TimeColumn;
  readonly #message: Template;
  readonly #transactionId: Template | null;
  readonly #objects: ObjectTemplates;
  readonly #names: ReadonlyMap<string, string>;
  readonly #templates: readonly CompiledEventTemplate[];

  constructor(mapping: TableMapping, clock: ZoneClock) {
    const { row } = mapping;
    this.label = `${mapping.name}@${mapping.revision}`;
    this.omitted = new OmittedColumns(mapping.omit);
    this.#table = row.table ?? mapping.name;
    this.#key = new Template(row.key);
    this.#time = new TimeColumn(row.time, clock);
    this.#message = new Template(row.message ?? `Row ${row.key} of {@table}`);
    this.#transactionId = row.transactionId === undefined ? null : new Template(row.transactionId);
    this.#objects = new ObjectTemplates(row.objects);
    this.#names = new Map(Object.entries(row.names ?? {}));
    this.#templates = mapping.events.map((template) => new CompiledEventTemplate(template, clock));
  }

  /** Columns without which no row can be named. */
  get keyColumns(): readonly string[] {
    return this.#key.columns.map((path) => String(parseJsonPath(path)[0]));
  }

  /** `source` is the row's text. Columns that are omitted must be missing in both. */
  apply(row: Row, source: Buffer, assumedTimeMs: number | undefined): MappedRow {
    const blank = { table: this.#table, key: "", time: "" };
    const key = this.#key.render(row, blank);
    if (key === null) {
      const columns = this.#key.columns.join(", ");
      const problem = `The row has no ${columns}, by which rows of ${this.#table} are told apart.`;
      return { record: null, events: [], problem, reason: "invalid-event" };
    }
    const place = { table: this.#table, key };
    const results = this.#templates.flatMap((template) => {
      const result = template.apply(row, place, assumedTimeMs);
      return result === null ? [] : [result];
    });
    const events = results.flatMap((result) => (result.ok ? [result.event] : []));
    const problems = results.flatMap((result) => (result.ok ? [] : [result.problem]));
    const reading = this.#time.read(row, assumedTimeMs);
    if (!reading.ok) problems.unshift(`the row: ${reading.problem}`);
    const isTime = !reading.ok || results.some((result) => !result.ok && result.isTime);
    const time = reading.ok ? isoTime(reading.ms) : null;
    return {
      record:
        time === null || !reading.ok ? null : this.#record(row, source, key, time, reading.notes),
      events,
      problem:
        problems.length === 0 ? null : `Row ${key} of ${this.#table}: ${problems.join("; ")}.`,
      reason: isTime ? "invalid-time" : "invalid-event",
    };
  }

  #record(
    row: Row,
    source: Buffer,
    key: string,
    time: string,
    timeNotes: readonly unknown[],
  ): RowRecord {
    const facts = { table: this.#table, key, time };
    const { fields, notes: textNotes } = sourceText(source);
    const notes = [...timeNotes, ...textNotes];
    const objects = this.#objects.render(row, facts);
    const transactionId = this.#transactionId?.render(row, facts) ?? null;
    const told = Object.entries(row).filter(([, value]) => isPresent(value));
    const attributes = Object.fromEntries(
      told.map(([name, value]) => [this.#names.get(name) ?? name, value]),
    );
    const event = {
      type: "trace.recorded",
      time,
      ...(transactionId !== null && { transactionId }),
      ...(objects.length > 0 && { objects }),
      message: this.#message.renderLoosely(row, facts),
      attributes,
      ...(notes.length > 0 && { parseNotes: notes }),
      ...fields,
      schemaVersion: EVENT_SCHEMA_VERSION,
    };
    // A record without a time of its own is another one each time it is read.
    const moment = this.#time.isOfReading ? `:${time}` : "";
    return { event, derivedId: `${this.#table}:${key}:row${moment}` };
  }
}
