import { z } from "zod";

/** Version of the event schema written by this release. */
export const EVENT_SCHEMA_VERSION = 1;

/** Longest identifier we index; longer ones are refused, so that one field cannot fill an index page. */
export const IDENTIFIER_CHARACTERS_MAX = 256;

/** Most objects one event may touch: an order of many lines stays far below it. */
export const EVENT_OBJECTS_MAX = 64;

/** RFC 3339 in UTC with exactly three decimals; `YYYY-MM-DDTHH:mm:ss.SSSZ`. */
export const EVENT_TIME_PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const identifierText = z.string().min(1).max(IDENTIFIER_CHARACTERS_MAX);

export const objectReferenceSchema = z.looseObject({
  type: z.string().min(1).max(64),
  id: identifierText,
  role: z.string().min(1).max(64).optional(),
});

export const actorSchema = z.looseObject({ type: z.string().min(1).max(64), id: identifierText });

/** Integer minor units: 6400 EUR is 64.00 euro. */
export const amountSchema = z.looseObject({
  minor: z.number().int().refine(Number.isSafeInteger, "must be a safe integer"),
  currency: z.string().regex(/^[A-Z]{3}$/, "must be an ISO 4217 code such as EUR"),
});

/** Where the event stood in its source. `offset` is the byte offset of its first byte. */
export const eventSourceSchema = z.looseObject({
  name: z.string().min(1).max(128),
  format: z.string().min(1).max(64).optional(),
  file: z.string().max(4096).optional(),
  line: z.number().int().positive().optional(),
  offset: z.number().int().nonnegative().optional(),
});

/** What a parser did that the raw text alone does not show, for instance `reassembled`. */
export const parseNoteSchema = z.looseObject({
  code: z.string().min(1).max(64),
  message: z.string().max(1024),
});

/**
 * One thing that happened, as a producer states it. Keys are camelCase. Unknown keys are kept by the
 * parser as they came (a loose object) and shown under `attributes` in answers.
 * `time` is when it occurred; the ledger adds `seq` and `recordedAt` (when it became known).
 */
export const eventSchema = z.looseObject({
  id: identifierText.optional(),
  type: z
    .string()
    .max(128)
    .regex(
      /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/,
      "must be dotted camelCase, such as order.placed",
    ),
  time: z
    .string()
    .regex(
      EVENT_TIME_PATTERN,
      "must be RFC 3339 UTC with three decimals, such as 2026-01-31T09:05:00.120Z",
    ),
  transactionId: identifierText.optional(),
  unattributed: z.string().min(1).max(256).optional(),
  objects: z.array(objectReferenceSchema).max(EVENT_OBJECTS_MAX).optional(),
  actor: actorSchema.optional(),
  amount: amountSchema.optional(),
  outcome: z.string().max(64).optional(),
  reason: z.string().max(4096).optional(),
  message: z.string().optional(),
  level: z.string().max(16).optional(),
  attributes: z.record(z.string(), z.unknown()).optional(),
  source: eventSourceSchema.partial().optional(),
  parseNotes: z.array(parseNoteSchema).max(32).optional(),
  traceparent: z.string().max(128).optional(),
  /** Source text verbatim, when the source was not JSON. Bytes that are not UTF-8 stand in `rawBase64` instead. */
  raw: z.string().optional(),
  rawBase64: z.string().optional(),
  schemaVersion: z.number().int().positive().optional(),
});

export type AuditEvent = z.infer<typeof eventSchema>;
export type ObjectReference = z.infer<typeof objectReferenceSchema>;
export type Amount = z.infer<typeof amountSchema>;
export type EventSource = z.infer<typeof eventSourceSchema>;
export type ParseNote = z.infer<typeof parseNoteSchema>;

/** An event with its place in the ledger. `reference` is `<ledger>:<seq>`. */
export interface RecordedEvent {
  readonly ledger: string;
  readonly seq: number;
  /** RFC 3339 UTC, three decimals; never decreases with `seq`. */
  readonly recordedAt: string;
  /** Identity within the source: the producer's, a derived one, or absent (then the reference is the ID). */
  readonly id?: string;
  readonly source: EventSource;
  readonly event: AuditEvent;
}
