import type { AuditEvent } from "#domain/events/event.ts";
import { parseEvent } from "#domain/events/parse-event.ts";
import { detectFormat, findFormat } from "#ingest/formats/detect-format.ts";
import { readCsvContinuation } from "#ingest/formats/csv-header.ts";
import type { Decoded } from "#ingest/formats/format.ts";
import { columnsOf } from "#ingest/mappings/mapping-columns.ts";
import type { Input } from "../ingest/input.ts";
import type { ImportSettings } from "./import-settings.ts";

/** Bytes by which a format is told. */
const BEGINNING_BYTES = 64 * 1024;

/** IDs that are compared; a preview of more says so. */
const IDS_COMPARED_MAX = 500_000;

export interface PreviewProblem {
  readonly line: number | null;
  readonly reason: string;
  readonly message: string;
}

export interface PreviewType {
  readonly type: string;
  readonly count: number;
  readonly firstTime: string;
  readonly lastTime: string;
  /** The first ones. */
  readonly examples: readonly AuditEvent[];
}

/** What an import would make of one file. */
export interface Preview {
  readonly input: string;
  readonly source: string;
  readonly format: string;
  /** Name of the mapping; null without one. */
  readonly mapping: string | null;
  readonly bytes: number;
  /** Everything that would go to the ledger. */
  readonly records: number;
  /** Rows that are kept as they are; null where the mapping makes no rows. */
  readonly rows: number | null;
  /** Rows of which no template made an event. */
  readonly rowsOnly: number;
  /** Records that would go to quarantine. */
  readonly quarantined: number;
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  readonly types: readonly PreviewType[];
  /** The first ones. */
  readonly problems: readonly PreviewProblem[];
  /** Columns that the mapping names and the table lacks: what needs them is left out. */
  readonly columnsMissing: readonly string[];
  /** Whether all IDs were compared with each other. */
  readonly idsCompared: boolean;
}

interface TypeCount {
  readonly type: string;
  count: number;
  firstTime: string;
  lastTime: string;
  readonly examples: AuditEvent[];
}

export interface PreviewOptions {
  readonly input: string;
  readonly source: string;
  readonly settings: ImportSettings;
  readonly assumedTimeMs?: number | undefined;
  /** Examples of each type, and problems. */
  readonly limit: number;
}

/**
 * Reads an input as the service would, and writes nothing: the same decoders, the same validation. What the
 * ledger holds already is not known here.
 */
export async function previewInput(input: Input, options: PreviewOptions): Promise<Preview> {
  const chunks = input.content[Symbol.asyncIterator]();
  const { beginning, isWhole } = await readBeginning(chunks);
  const { settings, assumedTimeMs } = options;
  const format = settings.format === "auto" ? detectFormat(beginning) : findFormat(settings.format);
  const decoder = format.createDecoder({
    sourceName: options.source,
    ...settings.options,
    ...(input.file !== null && { file: input.file }),
    ...(assumedTimeMs !== undefined && { assumedTimeMs }),
  });
  const counter = new PreviewCounter(options);
  let bytes = beginning.length;
  counter.add(decoder.push(beginning));
  if (!isWhole) {
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
      bytes += next.value.length;
      counter.add(decoder.push(next.value));
    }
  }
  counter.add(decoder.flush({ final: true }));
  const columnsMissing = missingColumns(settings, decoder.continuation);
  return { ...counter.preview(format.name, bytes), columnsMissing };
}

/** The header of a table is what its decoder tells the next one. */
function missingColumns({ options }: ImportSettings, continuation: string | undefined): string[] {
  const header = readCsvContinuation(continuation)?.header;
  if (header === undefined || header.problem !== null || options.mapping?.version !== 2) return [];
  const there = new Set(header.columns);
  return columnsOf(options.mapping).filter((column) => !there.has(column));
}

async function readBeginning(
  chunks: AsyncIterator<Buffer>,
): Promise<{ beginning: Buffer; isWhole: boolean }> {
  const parts: Buffer[] = [];
  let length = 0;
  while (length < BEGINNING_BYTES) {
    const next = await chunks.next();
    if (next.done === true) return { beginning: Buffer.concat(parts), isWhole: true };
    parts.push(next.value);
    length += next.value.length;
  }
  return { beginning: Buffer.concat(parts), isWhole: false };
}

class PreviewCounter {
  readonly #options: PreviewOptions;
  readonly #types = new Map<string, TypeCount>();
  readonly #problems: PreviewProblem[] = [];
  readonly #seen = new Map<string, string>();
  #records = 0;
  #rows = 0;
  #rowsWithEvents = 0;
  #quarantined = 0;
  /** Offset of the last row, until an event was made of it. */
  #openRow: number | null = null;
  #isMapped = false;

  constructor(options: PreviewOptions) {
    this.#options = options;
  }

  add(decoded: readonly Decoded[]): void {
    for (const record of decoded) this.#addRecord(record);
  }

  preview(format: string, bytes: number): Omit<Preview, "columnsMissing"> {
    const { input, source, settings } = this.#options;
    const { mapping } = settings.options;
    const types = [...this.#types.values()].toSorted((left, right) => right.count - left.count);
    return {
      input,
      source,
      format,
      mapping: mapping === undefined ? null : mapping.version === 2 ? mapping.name : "version 1",
      bytes,
      records: this.#records,
      rows: this.#isMapped ? this.#rows : null,
      rowsOnly: this.#rows - this.#rowsWithEvents,
      quarantined: this.#quarantined,
      firstTime: types.map(({ firstTime }) => firstTime).toSorted()[0] ?? null,
      lastTime:
        types
          .map(({ lastTime }) => lastTime)
          .toSorted()
          .at(-1) ?? null,
      types,
      problems: this.#problems,
      idsCompared: this.#seen.size < IDS_COMPARED_MAX,
    };
  }

  #addRecord(record: Decoded): void {
    const { line = null, offset = 0 } = record.position;
    if (record.kind === "bad") {
      this.#refuse({ line, reason: record.reason, message: record.message });
      return;
    }
    const parsed = parseEvent(record.event);
    if (!parsed.ok) {
      const reason = parsed.path === "time" ? "invalid-time" : "invalid-event";
      this.#refuse({ line, reason, message: parsed.message });
      return;
    }
    const { event } = parsed;
    if (event.id !== undefined && this.#conflicts(event.id, record.event)) {
      const message = `Another record of the file has the ID ${event.id} and other content.`;
      this.#refuse({ line, reason: "id-conflict", message });
      return;
    }
    this.#records += 1;
    this.#countRow(record, offset);
    this.#countType(event);
  }

  #countRow({ mapping, event }: Extract<Decoded, { kind: "event" }>, offset: number): void {
    if (mapping === undefined) return;
    this.#isMapped = true;
    if (event["id"] === undefined) {
      this.#rows += 1;
      this.#openRow = offset;
    } else if (this.#openRow === offset) {
      this.#rowsWithEvents += 1;
      this.#openRow = null;
    }
  }

  #countType(event: AuditEvent): void {
    const { type, time } = event;
    const counted = this.#types.get(type);
    if (counted === undefined) {
      this.#types.set(type, {
        type,
        count: 1,
        firstTime: time,
        lastTime: time,
        examples: [event],
      });
      return;
    }
    counted.count += 1;
    if (time < counted.firstTime) counted.firstTime = time;
    if (time > counted.lastTime) counted.lastTime = time;
    if (counted.examples.length < this.#options.limit) counted.examples.push(event);
  }

  #conflicts(id: string, event: Record<string, unknown>): boolean {
    const content = JSON.stringify(event);
    const known = this.#seen.get(id);
    if (known === undefined && this.#seen.size < IDS_COMPARED_MAX) this.#seen.set(id, content);
    return known !== undefined && known !== content;
  }

  #refuse(problem: PreviewProblem): void {
    this.#quarantined += 1;
    if (this.#problems.length < this.#options.limit) this.#problems.push(problem);
  }
}
