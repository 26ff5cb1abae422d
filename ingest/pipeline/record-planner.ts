import { type AuditEvent } from "#domain/events/event.ts";
import { parseEvent } from "#domain/events/parse-event.ts";
import { readRecordedEvent } from "#domain/events/recorded-event.ts";
import { TracewellError } from "#domain/errors.ts";
import { protectEvent, type ProtectionResult } from "#ingest/protection/protect-event.ts";
import type { Decoded } from "#ingest/formats/format.ts";
import type { KeyStore } from "#storage/keys/key-store.ts";
import type { PlainSource, RecordDraft } from "#storage/ledger/ledger.ts";
import type { QuarantineDraft } from "#storage/quarantine/quarantine-store.ts";
import type { IngestRequest } from "./ingest-gateway.ts";
import { inputKeyOf, recordHash } from "./input-identity.ts";
import type { Source } from "./source-registry.ts";

/** A record for the ledger. */
export interface PlannedRecord {
  readonly kind: "record";
  readonly draft: RecordDraft;
  /** The event as it is read back from the draft. */
  readonly recordedEvent: () => AuditEvent;
}

/** What becomes of one decoded record before the ledger sees it. */
export type Planned =
  | PlannedRecord
  | { readonly kind: "quarantine"; readonly draft: QuarantineDraft };

/** Errors of protection that speak of the record, not of the store: nested too deeply, subject erased. */
const RECORD_ERRORS: ReadonlySet<string> = new Set(["invalid-event", "key-unavailable"]);

type DecodedEvent = Extract<Decoded, { kind: "event" }>;

/** Turns the decoded records of one request into ledger drafts or quarantine drafts. */
export class RecordPlanner {
  readonly #ledger: string;
  readonly #keys: KeyStore;
  readonly #request: IngestRequest;
  readonly #source: Source;
  readonly #format: string;
  readonly #protectSourceText: boolean;
  readonly #retriedItemId: string | undefined;
  readonly #plainSourceJson: string;

  constructor(options: {
    ledger: string;
    keys: KeyStore;
    request: IngestRequest;
    source: Source;
    format: string;
    /** The format's text carries personal data. */
    protectSourceText?: boolean | undefined;
    /** The quarantined item that is read again. */
    retriedItemId: string | undefined;
  }) {
    this.#ledger = options.ledger;
    this.#keys = options.keys;
    this.#request = options.request;
    this.#source = options.source;
    this.#format = options.format;
    this.#protectSourceText = options.protectSourceText ?? false;
    this.#retriedItemId = options.retriedItemId;
    this.#plainSourceJson = JSON.stringify({ name: this.#source.name, format: this.#format });
  }

  plan(decoded: Decoded, index: number): Planned {
    if (decoded.kind === "bad") return this.#quarantine(decoded, index, undefined);
    const parsed = parseEvent(decoded.event);
    if (!parsed.ok) {
      const reason = parsed.path === "time" ? "invalid-time" : "invalid-event";
      return this.#quarantine(
        {
          reason,
          message: parsed.message,
          content: this.#original(decoded),
          ...placeOf(decoded),
        },
        index,
        undefined,
      );
    }
    const id = this.#identity(parsed.event, decoded, index);
    const protection = this.#protect(parsed.event, id);
    if (protection instanceof TracewellError) {
      return this.#quarantine(
        {
          reason: "invalid-event",
          message: protection.message,
          content: this.#original(decoded),
          ...placeOf(decoded),
        },
        index,
        id,
      );
    }
    const { recordedEvent, ...written } = writtenEvent(protection, decoded.verbatim);
    return {
      kind: "record",
      draft: {
        ...(id !== undefined && { id }),
        sourceName: this.#source.name,
        sourceJson: this.#sourceJson(decoded),
        ...written,
      },
      recordedEvent,
    };
  }

  /** What concerns one record alone is answered, not thrown: its neighbors go on. */
  #protect(event: AuditEvent, id: string | undefined): ProtectionResult | TracewellError {
    try {
      return protectEvent(event, {
        ledger: this.#ledger,
        sourceName: this.#source.name,
        identity: id,
        keys: this.#keys,
        protectRaw: this.#source.protectRaw ?? false,
        protectSourceText: this.#protectSourceText && this.#source.protectRaw !== false,
      });
    } catch (error) {
      if (error instanceof TracewellError && RECORD_ERRORS.has(error.code)) return error;
      throw error;
    }
  }

  /** The draft of a record that the ledger would not take. */
  refused(
    reason: "id-conflict" | "oversized",
    message: string,
    decoded: Decoded,
    index: number,
    id: string | undefined,
  ): QuarantineDraft {
    const content = decoded.kind === "bad" ? decoded.content : this.#original(decoded);
    return this.#quarantine({ reason, message, content, ...placeOf(decoded) }, index, id).draft;
  }

  #identity(event: AuditEvent, decoded: DecodedEvent, index: number): string | undefined {
    if (event.id !== undefined) return event.id;
    const { idempotencyKey, startIndex = 0 } = this.#request;
    if (idempotencyKey !== undefined) return `${idempotencyKey}#${startIndex + index}`;
    if (decoded.derivedId !== undefined) {
      return `${decoded.derivedId}:${recordHash(this.#keys, this.#original(decoded))}`;
    }
    return this.#retriedItemId === undefined
      ? undefined
      : `quarantine:${this.#retriedItemId}#${index}`;
  }

  /** How a repeat of bad input is recognized; undefined where a repeat and new input look the same. */
  #inputKey(
    { reason, content, position }: Pick<QuarantineDraft, "reason" | "content" | "position">,
    index: number,
    id: string | undefined,
  ): string | undefined {
    const { idempotencyKey, fingerprint, startIndex = 0 } = this.#request;
    const { offset } = position;
    const facts = { sourceName: this.#source.name, reason };
    const keyAt = (...place: (string | number)[]): string =>
      inputKeyOf(this.#keys, { ...facts, place }, content);
    if (id !== undefined) return keyAt("id", id);
    if (idempotencyKey !== undefined) return keyAt("request", idempotencyKey, startIndex + index);
    if (fingerprint === undefined || offset === undefined) return undefined;
    return keyAt("file", fingerprint, offset);
  }

  /** The source of events of ours, as `#sourceJson` gives it; its places are those of each event. */
  plainSource(): PlainSource {
    const { name } = this.#source;
    const { file } = this.#request;
    if (file === undefined && this.#format === "events") {
      return { name, json: this.#plainSourceJson, hasPlaces: false };
    }
    return { name, json: JSON.stringify({ name, format: this.#format, file }), hasPlaces: true };
  }

  #sourceJson({ position, mapping }: DecodedEvent): string {
    const { file } = this.#request;
    if (file === undefined && this.#format === "events") return this.#plainSourceJson;
    return JSON.stringify({
      name: this.#source.name,
      format: this.#format,
      file,
      line: position.line,
      offset: position.offset,
      mapping,
    });
  }

  #original(decoded: DecodedEvent): Uint8Array {
    if (decoded.verbatim !== undefined) return decoded.verbatim;
    if (decoded.sourceText !== undefined) return decoded.sourceText;
    const { raw, rawBase64 } = decoded.event;
    if (typeof rawBase64 === "string") return Buffer.from(rawBase64, "base64");
    return Buffer.from(typeof raw === "string" ? raw : JSON.stringify(decoded.event));
  }

  #quarantine(
    bad: Pick<QuarantineDraft, "reason" | "message" | "content" | "position"> &
      Pick<Decoded, "continuation">,
    index: number,
    id: string | undefined,
  ): { kind: "quarantine"; draft: QuarantineDraft } {
    const { timezone, fingerprint, idempotencyKey, file, assumedTimeMs } = this.#request;
    const options: Record<string, string> = {};
    if (timezone !== undefined) options.timezone = timezone;
    if (fingerprint !== undefined) options.fingerprint = fingerprint;
    if (idempotencyKey !== undefined) options.idempotencyKey = idempotencyKey;
    if (assumedTimeMs !== undefined) options.assumedTime = new Date(assumedTimeMs).toISOString();
    if (bad.continuation !== undefined) options.continuation = bad.continuation;
    const inputKey = this.#inputKey(bad, index, id);
    return {
      kind: "quarantine",
      draft: {
        reason: bad.reason,
        message: bad.message,
        content: bad.content,
        sourceName: this.#source.name,
        format: this.#format,
        position: { ...bad.position, index, ...(file !== undefined && { file }) },
        options,
        ...(id !== undefined && { id }),
        ...(inputKey !== undefined && { inputKey }),
      },
    };
  }
}

/** Where a record stood, and what a retry needs to read it alone. */
/** The JSON of an event, and the event as it is read back from there. */
function writtenEvent(
  protection: ProtectionResult,
  verbatim: Uint8Array | undefined,
): Pick<RecordDraft, "eventJson"> & Pick<PlannedRecord, "recordedEvent"> {
  const { event } = protection;
  if (!protection.changed && verbatim !== undefined) {
    return { eventJson: verbatim, recordedEvent: () => event };
  }
  const eventJson = protection.changed ? protection.eventJson : JSON.stringify(event);
  // What JSON does to a value made here, such as a field that is undefined, is left to JSON itself.
  return { eventJson, recordedEvent: () => readRecordedEvent(eventJson) };
}

function placeOf({ position, continuation }: Decoded): Pick<Decoded, "position" | "continuation"> {
  return { position, ...(continuation !== undefined && { continuation }) };
}
