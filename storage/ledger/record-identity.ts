import { invariant } from "#domain/errors.ts";
import { CHECKSUM_BYTES } from "./envelope.ts";
import {
  fillRecordHead,
  locateParts,
  locateSource,
  makeRecordHead,
  readString,
  stringEnd,
} from "./record-head.ts";

/** How source objects begin nearly always. Whatever follows is the name, even if it is named again later. */
const NAME_START = '{"name":"';

/** What makes two records the same: at most one record of a ledger has it. */
export interface RecordIdentity {
  readonly sourceName: string;
  readonly id: string;
}

function nameOf(source: unknown): string {
  const named = typeof source === "object" && source !== null && "name" in source;
  return named && typeof source.name === "string" ? source.name : "";
}

/** Identity of the sound record at `start` to `end`, whose head ends at `restAt`; null when it has no id. */
export function readIdentity(buffer: Buffer, restAt: number, end: number): RecordIdentity | null {
  const checksumAt = end - CHECKSUM_BYTES;
  const start = locateSource(buffer, restAt, checksumAt);
  if (start?.id === undefined) return null;
  const { id, sourceAt } = start;
  const quoteAt = sourceAt + NAME_START.length - 1;
  if (buffer.toString("latin1", sourceAt, quoteAt + 1) === NAME_START) {
    const nameEnd = stringEnd(buffer, quoteAt, checksumAt);
    if (nameEnd > 0) return { sourceName: readString(buffer, quoteAt, nameEnd), id };
  }
  const parts = locateParts(buffer, restAt, checksumAt);
  if (parts === null) return null;
  const source: unknown = JSON.parse(buffer.toString("utf8", sourceAt, parts.sourceEnd));
  return { sourceName: nameOf(source), id };
}

/** Where the event stands in a sound line without newline, and whose record it is. */
export function locateEvent(
  line: Buffer,
): { identity: RecordIdentity | null; eventAt: number; eventEnd: number } | null {
  const head = makeRecordHead();
  if (!fillRecordHead(head, line, 0, line.length)) return null;
  const eventEnd = line.length - CHECKSUM_BYTES;
  const parts = locateParts(line, head.restAt, eventEnd);
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
  #beginning = "";

  assert(sourceJson: string, sourceName: string): void {
    if (sourceName !== this.#name) {
      this.#name = sourceName;
      this.#beginning = `{"name":${JSON.stringify(sourceName)}`;
    }
    if (sourceJson.startsWith(this.#beginning)) return;
    const name = sourceJson.startsWith(NAME_START) ? null : nameOf(JSON.parse(sourceJson));
    invariant(name === sourceName, `the source JSON names "${sourceName}" as the draft does`);
  }
}
