import type { AuditEvent } from "#domain/events/event.ts";
import { detectFormat, findFormat } from "#ingest/formats/detect-format.ts";
import { readCsvContinuation } from "#ingest/formats/csv-header.ts";
import { columnsOf } from "#ingest/mappings/mapping-columns.ts";
import type { Input } from "../ingest/input.ts";
import type { ImportSettings } from "./import-settings.ts";
import { PreviewCounter } from "./preview-counter.ts";

/** Bytes by which a format is told. */
const BEGINNING_BYTES = 64 * 1024;

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
  /** The first ones, as answers will show them: what is protected is masked. */
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
  /** Records that stand in the file already, and are there once. */
  readonly repeated: number;
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

export interface PreviewOptions {
  readonly input: string;
  readonly source: string;
  readonly settings: ImportSettings;
  readonly assumedTimeMs?: number | undefined;
  readonly nowMs: number;
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
  const { settings, nowMs } = options;
  // Whatever comes live is read when it arrives; a file that is read again must give the same records.
  const assumedTimeMs = options.assumedTimeMs ?? (input.isLive ? nowMs : undefined);
  const format = settings.format === "auto" ? detectFormat(beginning) : findFormat(settings.format);
  const decoder = format.createDecoder({
    sourceName: options.source,
    ...settings.options,
    ...(input.file !== null && { file: input.file }),
    ...(assumedTimeMs !== undefined && { assumedTimeMs }),
  });
  const hidesText = format.protectsSourceText === true;
  const counter = new PreviewCounter({ ...options, hidesText });
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
