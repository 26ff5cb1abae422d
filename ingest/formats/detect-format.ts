import { TracewellError } from "#domain/errors.ts";
import { csvFormat } from "#ingest/formats/csv.ts";
import { cloudEventsFormat } from "#ingest/formats/cloudevents.ts";
import { eventsJsonFormat } from "#ingest/formats/events-json.ts";
import type { Format } from "#ingest/formats/format.ts";
import { moodleTraceFormat } from "#ingest/formats/moodle-trace.ts";
import { ndjsonFormat } from "#ingest/formats/ndjson.ts";
import { orderDocumentsFormat } from "#ingest/formats/order-documents.ts";
import { otlpLogsFormat } from "#ingest/formats/otlp-logs.ts";
import { plainTextFormat } from "#ingest/formats/plain-text.ts";

/** Every format that a source may have. Of equally good ones, detection takes the first. */
export const FORMATS: readonly Format[] = [
  cloudEventsFormat,
  otlpLogsFormat,
  orderDocumentsFormat,
  eventsJsonFormat,
  ndjsonFormat,
  moodleTraceFormat,
  csvFormat,
  plainTextFormat,
];

/** Throws `unknown-format`, naming those there are. */
export function findFormat(name: string): Format {
  const format = FORMATS.find((candidate) => candidate.name === name);
  if (format !== undefined) return format;
  const names = FORMATS.map((candidate) => candidate.name).join(", ");
  throw new TracewellError(
    "unknown-format",
    `There is no format "${name}"; choose one of ${names}, or auto.`,
    { detail: { name, names } },
  );
}

/** The format that fits the first bytes of an input best; plain text where none does. */
export function detectFormat(sample: Uint8Array): Format {
  let best = { format: plainTextFormat, score: plainTextFormat.detect(sample) };
  for (const format of FORMATS) {
    const score = format.detect(sample);
    if (score > best.score) best = { format, score };
  }
  return best.format;
}
