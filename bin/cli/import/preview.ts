import { detectFormat, findFormat } from "#ingest/formats/detect-format.ts";
import { readCsvContinuation } from "#ingest/formats/csv-header.ts";
import { columnsOf } from "#ingest/mappings/mapping-columns.ts";
import type { Input } from "../ingest/input.ts";
import type { ImportSettings } from "./import-settings.ts";
import { PreviewCounter } from "./preview-counter.ts";
import type { Preview, PreviewOptions } from "./preview-result.ts";

/** Bytes by which a format is told. */
const BEGINNING_BYTES = 64 * 1024;

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
