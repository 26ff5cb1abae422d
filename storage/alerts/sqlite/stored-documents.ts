import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { SEVERITIES } from "#domain/lifecycles/finding.ts";
import { sealBytes, unsealBytes } from "#storage/keys/sealed-bytes.ts";

const seqsSchema = z.record(z.string(), z.number().int().nonnegative());

export const searchDocumentSchema = z.object({
  id: z.string(),
  name: z.string(),
  q: z.string(),
  by: z.string(),
  createdMs: z.number(),
  changedMs: z.number(),
});

const subjectSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("search"), searchId: z.string() }),
  z.object({
    kind: z.literal("finding"),
    rule: z.string().nullable(),
    severityMin: z.enum(SEVERITIES),
  }),
]);

/** An alert without its position, which changes with every record. */
export const alertDocumentSchema = z.object({
  id: z.string(),
  name: z.string(),
  subject: subjectSchema,
  url: z.string(),
  secret: z.string(),
  isEnabled: z.boolean(),
  disabledReason: z.string().nullable(),
  enabledMs: z.number(),
  enabledSeqs: seqsSchema,
  by: z.string(),
  createdMs: z.number(),
  changedMs: z.number(),
});

export const positionSchema = z.object({
  seqs: seqsSchema,
  feed: z.object({ id: z.string(), position: z.number().int().nonnegative() }).nullable(),
});

export const deliveryDocumentSchema = z.object({
  id: z.string(),
  alertId: z.string(),
  alertName: z.string(),
  kind: z.enum(["search", "finding", "test"]),
  status: z.enum(["pending", "delivered", "failed"]),
  payload: z.string(),
  items: z.number().int().nonnegative(),
  objects: z.array(z.object({ type: z.string(), id: z.string() })),
  attempts: z.number().int().nonnegative(),
  createdMs: z.number(),
  nextAttemptMs: z.number().nullable(),
  endedMs: z.number().nullable(),
  lastStatus: z.number().int().nullable(),
  lastError: z.string().nullable(),
  destination: z.string().nullable(),
  isRecorded: z.boolean(),
});

/** Where a sealed document belongs. */
export interface DocumentPlace {
  readonly kind: "search" | "alert";
  readonly id: string;
}

export function sealDocument(key: Buffer, place: DocumentPlace, document: object): string {
  return sealBytes(key, contextOf(place), Buffer.from(JSON.stringify(document)));
}

/** Throws `key-unavailable` for what was altered, or sealed with another master key. */
export function unsealDocument(key: Buffer, place: DocumentPlace, sealed: string): unknown {
  let text: string;
  try {
    text = unsealBytes(key, contextOf(place), sealed).toString();
  } catch (cause) {
    throw new TracewellError(
      "key-unavailable",
      `The stored ${place.kind} ${place.id} was altered, or was kept under another master key. Start with the master key it was kept under, or remove the file of the alerts (docs/alerts.md) to begin without any.`,
      { cause, detail: { ...place } },
    );
  }
  return JSON.parse(text);
}

function contextOf({ kind, id }: DocumentPlace): Buffer {
  return Buffer.from(JSON.stringify(["alerts", kind, id]));
}
