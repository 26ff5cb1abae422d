import { isUtf8 } from "node:buffer";
import { isJsonType } from "#ingest/formats/cloud-event-data.ts";
import { RECORD_BYTES_MAX } from "#ingest/formats/format.ts";

/**
 * A CloudEvent of HTTP's binary mode in the JSON format: the attributes as they came in headers, and the
 * body as `data` where it is JSON (verbatim) or text, else as `data_base64`. What is too long to become a
 * record is not looked into.
 */
export function composeCloudEvent(
  attributes: Readonly<Record<string, string>>,
  body: Buffer,
): Buffer {
  const envelope = Buffer.from(JSON.stringify(attributes));
  if (body.length === 0) return envelope;
  const members = Object.keys(attributes).length === 0 ? "" : ",";
  return Buffer.concat([
    envelope.subarray(0, -1),
    Buffer.from(members),
    dataMember(attributes["datacontenttype"] ?? "application/json", body),
    Buffer.from("}"),
  ]);
}

function dataMember(contentType: string, body: Buffer): Buffer {
  const asBytes = (): Buffer => Buffer.from(`"data_base64":"${body.toString("base64")}"`);
  if (body.length > RECORD_BYTES_MAX || !isUtf8(body)) return asBytes();
  const text = body.toString("utf8");
  if (isJsonType(contentType)) {
    return isJson(text) ? Buffer.concat([Buffer.from('"data":'), body]) : asBytes();
  }
  return /^text\//i.test(contentType) ? Buffer.from(`"data":${JSON.stringify(text)}`) : asBytes();
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
