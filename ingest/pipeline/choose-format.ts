import { cloudEventsFormat } from "#ingest/formats/cloudevents.ts";
import { detectFormat, findFormat } from "#ingest/formats/detect-format.ts";
import { eventsJsonFormat } from "#ingest/formats/events-json.ts";
import type { Format } from "#ingest/formats/format.ts";
import type { IngestRequest } from "./ingest-gateway.ts";
import type { Source } from "./source-registry.ts";

/** Bytes looked at to tell a format. */
const DETECTION_BYTES = 64 * 1024;

/** The format that a body is read by; `known` is its source, where it is registered. Throws `unknown-format`. */
export function chooseFormat({ format, body }: IngestRequest, known: Source | null): Format {
  // JSON pushed as events to a source of CloudEvents is CloudEvents, whatever it was called on the way.
  const isCloudEvents =
    format === eventsJsonFormat.name && known?.format === cloudEventsFormat.name;
  if (isCloudEvents) return cloudEventsFormat;
  if (format !== "auto") return findFormat(format);
  return known === null
    ? detectFormat(body.subarray(0, DETECTION_BYTES))
    : findFormat(known.format);
}
