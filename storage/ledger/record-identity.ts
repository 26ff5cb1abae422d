import { invariant } from "#domain/errors.ts";
import { CHECKSUM_BYTES } from "./envelope.ts";
import {
  fillRecordHead,
  locateSource,
  makeRecordHead,
  readString,
  stringEnd,
} from "./record-head.ts";

const NAME_KEY = '{"name":';
const QUOTE = 0x22;

/** What makes two records the same: at most one record of a ledger has it. */
export interface RecordIdentity {
  readonly sourceName: string;
  readonly id: string;
}

function nameOf(source: unknown): string {
  const named = typeof source === "object" && source !== null && "name" in source;
  return named && typeof source.name === "string" ? source.name : "";
}

/** The name inside a source object; "" when there is none. Cheapest when `name` comes first. */
function readSourceName(line: Buffer, sourceAt: number, sourceEnd: number): string {
  const quoteAt = sourceAt + NAME_KEY.length;
  if (line[quoteAt] === QUOTE && line.toString("latin1", sourceAt, quoteAt) === NAME_KEY) {
    const end = stringEnd(line, quoteAt, sourceEnd);
    if (end > 0) return readString(line, quoteAt, end);
  }
  return nameOf(JSON.parse(line.toString("utf8", sourceAt, sourceEnd)));
}

/** Identity of the sound record at `start` to `end`, whose head ends at `restAt`; null when it has no id. */
export function readIdentity(buffer: Buffer, restAt: number, end: number): RecordIdentity | null {
  const parts = locateSource(buffer, restAt, end - CHECKSUM_BYTES);
  if (parts?.id === undefined) return null;
  const { id, sourceAt, sourceEnd } = parts;
  return { sourceName: readSourceName(buffer, sourceAt, sourceEnd), id };
}

/** Where the event stands in a sound line without newline, and whose record it is. */
export function locateEvent(
  line: Buffer,
): { identity: RecordIdentity | null; eventAt: number; eventEnd: number } | null {
  const head = makeRecordHead();
  if (!fillRecordHead(head, line, 0, line.length)) return null;
  const eventEnd = line.length - CHECKSUM_BYTES;
  const parts = locateSource(line, head.restAt, eventEnd);
  if (parts === null) return null;
  return {
    identity: readIdentity(line, head.restAt, line.length),
    eventAt: parts.eventAt,
    eventEnd,
  };
}

/**
 * Holds the drafts' promise that `sourceJson` names `sourceName`, because recovery reads the name back from
 * the line. Remembers the last name, since a request's records share it.
 */
export class SourceNameCheck {
  #name: string | null = null;
  #beginnings: readonly string[] = [];

  assert(sourceJson: string, sourceName: string): void {
    if (sourceName !== this.#name) {
      const start = NAME_KEY + JSON.stringify(sourceName);
      this.#name = sourceName;
      this.#beginnings = [`${start},`, `${start}}`];
    }
    if (this.#beginnings.some((beginning) => sourceJson.startsWith(beginning))) return;
    const name = nameOf(JSON.parse(sourceJson));
    invariant(name === sourceName, `source JSON names "${name}", the draft "${sourceName}"`);
  }
}
