import { CompiledMapping } from "#ingest/formats/field-mapping.ts";
import { readForeign, readMapped } from "#ingest/formats/foreign-record.ts";
import type { Decoded, DecodeOptions } from "#ingest/formats/format.ts";
import type { RecordEmitter, RecordStart } from "#ingest/formats/record-emitter.ts";
import { sourceText } from "#ingest/formats/source-text.ts";
import { ZoneClock } from "#ingest/formats/source-time.ts";
import {
  type TransactionIdExpression,
  TransactionIdPattern,
} from "#ingest/formats/transaction-id-pattern.ts";
import { OmittedColumns } from "#ingest/mappings/omitted-columns.ts";
import { RowMapping } from "#ingest/mappings/row-mapping.ts";

/** A row or foreign record: its values by column, and its text. */
export interface SourceRow extends RecordStart {
  readonly values: Readonly<Record<string, unknown>>;
  readonly bytes: Buffer;
  /** With which a new decoder reads the text alone. */
  readonly continuation?: string | undefined;
}

const NEEDS_MAPPING =
  "Tables seldom name their times so: read them by a mapping; `tracewell import --mappings` lists those that are shipped.";

const NONE_OMITTED = new OmittedColumns();

/** Turns the rows of a table into records: by a mapping, or by the rules of foreign JSON. */
export class RowReader {
  readonly #emitter: RecordEmitter;
  readonly #clock: ZoneClock;
  readonly #transactionId: TransactionIdExpression;
  readonly #rows: RowMapping | null;
  readonly #fields: CompiledMapping | null;
  readonly #assumedTimeMs: number | undefined;

  /** Throws `invalid-parameter` for a zone, pattern or mapping that is none. */
  constructor(options: DecodeOptions, emitter: RecordEmitter) {
    const { mapping } = options;
    this.#emitter = emitter;
    this.#clock = zoneClockOf(options);
    this.#transactionId = new TransactionIdPattern(options.transactionIdPattern).within("^", "$");
    this.#rows = mapping?.version === 2 ? new RowMapping(mapping, this.#clock) : null;
    this.#fields = mapping?.version === 1 ? new CompiledMapping(mapping, this.#clock) : null;
    this.#assumedTimeMs = options.assumedTimeMs;
  }

  /** Columns that must not be written. */
  get omitted(): OmittedColumns {
    return this.#rows?.omitted ?? NONE_OMITTED;
  }

  /** Columns without which a mapping can name no row. */
  get keyColumns(): readonly string[] {
    return this.#rows?.keyColumns ?? [];
  }

  read(row: SourceRow): Decoded[] {
    return this.#rows === null ? [this.#readForeign(row)] : this.#readMapped(row, this.#rows);
  }

  #readMapped(row: SourceRow, mapping: RowMapping): Decoded[] {
    const { continuation } = row;
    const { record, events, problem, reason } = mapping.apply(
      row.values,
      row.bytes,
      this.#assumedTimeMs,
    );
    const origin = {
      mapping: mapping.label,
      sourceText: row.bytes,
      ...(continuation !== undefined && { continuation }),
    };
    const decoded: Decoded[] = [];
    if (record !== null) {
      const { event, derivedId } = record;
      decoded.push(this.#emitter.mapped(row, event, { ...origin, derivedId }));
    }
    for (const event of events) decoded.push(this.#emitter.mapped(row, event, origin));
    if (problem !== null) {
      decoded.push(this.#emitter.bad(row, reason, problem, row.bytes, continuation));
    }
    return decoded;
  }

  #readForeign(row: SourceRow): Decoded {
    const { continuation, bytes } = row;
    const context = {
      clock: this.#clock,
      transactionId: this.#transactionId,
      raw: bytes.toString("utf8"),
    };
    const told = Object.entries(row.values).filter(([, value]) => value !== null);
    const values = Object.fromEntries(told);
    const reading =
      this.#fields === null
        ? readForeign(values, context)
        : readMapped(values, this.#fields, context);
    if (!reading.ok) {
      const hint = this.#fields === null ? ` ${NEEDS_MAPPING}` : "";
      const problem = `${reading.problem}${hint}`;
      return this.#emitter.bad(row, "invalid-time", problem, bytes, continuation);
    }
    const event = withSourceText(reading.event, bytes);
    const origin = {
      sourceText: bytes,
      ...(continuation !== undefined && { continuation }),
    };
    return this.#emitter.mapped(row, event, origin);
  }
}

/** Text that is not UTF-8 stands in the event as its bytes. */
function withSourceText(event: Record<string, unknown>, bytes: Buffer): Record<string, unknown> {
  const { fields, notes } = sourceText(bytes);
  if (notes.length === 0) return event;
  const { raw: _lossy, parseNotes, ...rest } = event;
  return {
    ...rest,
    parseNotes: [...(Array.isArray(parseNotes) ? parseNotes : []), ...notes],
    ...fields,
  };
}

/** The zone of the source, else the one its mapping names. */
function zoneClockOf({ timezone, mapping }: DecodeOptions): ZoneClock {
  return new ZoneClock(timezone ?? (mapping?.version === 2 ? mapping.timezone : undefined));
}
