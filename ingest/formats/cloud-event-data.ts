import { isUtf8 } from "node:buffer";
import { parseExactJson } from "#domain/events/exact-json.ts";

export type CloudEventData =
  | {
      readonly ok: true;
      /** The data; undefined when there is none, or when it is neither JSON nor text. */
      readonly value: unknown;
      /** Whether a string is text for people, and no document of another format. */
      readonly isText: boolean;
    }
  | { readonly ok: false; readonly problem: string };

/** Data without a type is JSON in the JSON format, and anything where it comes as bytes. */
export function isJsonType(contentType: string): boolean {
  return /^(?:[^;]*\/|[^;]*\+)json\s*(?:;|$)/i.test(contentType.trim());
}

/** The data of a CloudEvent, of whichever member carries it. */
export function readCloudEventData(event: Readonly<Record<string, unknown>>): CloudEventData {
  const { data, data_base64: base64, datacontenttype } = event;
  const contentType = typeof datacontenttype === "string" ? datacontenttype : null;
  if (base64 === undefined || base64 === null) {
    return { ok: true, value: data, isText: contentType === null || isReadable(contentType) };
  }
  if (data !== undefined && data !== null) {
    return { ok: false, problem: "The CloudEvent has both data and data_base64." };
  }
  if (typeof base64 !== "string" || !/^[A-Za-z\d+/]*={0,2}$/.test(base64)) {
    return { ok: false, problem: "The CloudEvent's data_base64 is no Base64 text." };
  }
  return readBytes(Buffer.from(base64, "base64"), contentType);
}

function readBytes(bytes: Buffer, contentType: string | null): CloudEventData {
  const none = { ok: true, value: undefined, isText: false } as const;
  if (!isUtf8(bytes)) return contentType !== null && isJsonType(contentType) ? noJson() : none;
  const text = bytes.toString("utf8");
  if (contentType !== null && !isJsonType(contentType)) {
    return { ok: true, value: text, isText: isReadable(contentType) };
  }
  try {
    return { ok: true, value: parseExactJson(text), isText: true };
  } catch {
    return contentType === null ? none : noJson();
  }
}

function noJson(): CloudEventData {
  const problem = "The CloudEvent's data is said to be JSON by its datacontenttype, and is not.";
  return { ok: false, problem };
}

function isReadable(contentType: string): boolean {
  return isJsonType(contentType) || /^text\/plain\s*(?:;|$)/i.test(contentType.trim());
}
