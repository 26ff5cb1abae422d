import { isUtf8 } from "node:buffer";
import { JsonChecker } from "#ingest/formats/json-checker.ts";
import { readJsonObject } from "#ingest/formats/json-object.ts";
import { memberBytes, skipSpace, trimSpaceEnd } from "#ingest/formats/json-text.ts";
import {
  ExportBounds,
  isReadableLength,
  type OtlpLogRecord,
  refuseExport,
} from "#ingest/formats/otlp-export.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The log records of an ExportLogsServiceRequest in OTLP/JSON, one by one: only the record at hand is made
 * into values. Throws `unreadable-body` where the text is no such message, at the latest at its end, and
 * `body-too-large`.
 */
export function* readJsonExport(message: Buffer): Generator<OtlpLogRecord> {
  const text = message.subarray(skipSpace(message, 0), trimSpaceEnd(message, 0, message.length));
  if (!isUtf8(text)) refuseExport("it is not UTF-8");
  const progress = new JsonChecker().feed(text);
  if (progress.state === "wrong") {
    refuseExport(`${progress.expected} was expected at byte ${progress.index}`);
  }
  if (progress.state === "open") refuseExport("it ends too early");
  if (progress.end !== text.length || text[0] !== 0x7b) refuseExport("it is not one JSON object");
  const bounds = new ExportBounds();
  for (const resourceLogs of elementsOf(text, "resourceLogs")) {
    const resource = memberObject(resourceLogs, "resource");
    const resourceHead = `{"resourceLogs":[{${members(resourceLogs, "resource", "schemaUrl")}"scopeLogs":[{`;
    for (const scopeLogs of elementsOf(resourceLogs, "scopeLogs")) {
      const scope = memberObject(scopeLogs, "scope");
      const head = `${resourceHead}${members(scopeLogs, "scope", "schemaUrl")}"logRecords":[`;
      for (const record of elementsOf(scopeLogs, "logRecords")) {
        bounds.add(head.length + record.length);
        yield {
          resource,
          scope,
          record: isReadableLength(record.length) ? objectOf(record, "a log record") : null,
          text: `${head}${record.toString("utf8")}]}]}]}`,
          offset: record.byteOffset - message.byteOffset,
        };
      }
    }
  }
}

/** Whether a JSON object is such a message, by the one field it has. */
export function isJsonExport(value: Fields): boolean {
  return Array.isArray(value["resourceLogs"]);
}

/** Members as they are written, each with a comma after it. */
function members(object: Buffer, ...names: readonly string[]): string {
  return names
    .map((name) => {
      const value = memberBytes(object, name);
      return value === null ? "" : `"${name}":${value.toString("utf8")},`;
    })
    .join("");
}

function memberObject(object: Buffer, name: string): Fields {
  const bytes = memberBytes(object, name);
  if (bytes === null || isNull(bytes)) return {};
  if (!isReadableLength(bytes.length)) refuseExport(`its ${name} has ${bytes.length} bytes`);
  return objectOf(bytes, name);
}

function objectOf(bytes: Buffer, what: string): Fields {
  const reading = readJsonObject(bytes);
  return reading.ok ? reading.value : refuseExport(`${what} cannot be read (${reading.message})`);
}

function isNull(bytes: Buffer): boolean {
  return bytes.toString("latin1") === "null";
}

/** The elements of a member that is an array, without white space around them. */
function* elementsOf(object: Buffer, name: string): Generator<Buffer> {
  if (object[0] !== 0x7b) refuseExport(`what holds ${name} is no object`);
  const bytes = memberBytes(object, name);
  if (bytes === null || isNull(bytes)) return;
  if (bytes[0] !== 0x5b) refuseExport(`${name} is no array`);
  let depth = 0;
  let start = 1;
  for (let index = 1; index < bytes.length; index++) {
    const byte = bytes[index];
    if (byte === 0x22) index = stringEnd(bytes, index);
    else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (depth > 0) {
      if (byte === 0x7d || byte === 0x5d) depth--;
    } else if (byte === 0x2c || byte === 0x5d) {
      const from = skipSpace(bytes, start, index);
      if (from < index) yield bytes.subarray(from, trimSpaceEnd(bytes, from, index));
      start = index + 1;
    }
  }
}

/** Index of the closing quote of the string that begins at `start`. */
function stringEnd(bytes: Buffer, start: number): number {
  let index = start + 1;
  while (index < bytes.length && bytes[index] !== 0x22) index += bytes[index] === 0x5c ? 2 : 1;
  return index;
}
