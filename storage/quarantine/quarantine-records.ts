/**
 * What the quarantine's ledger holds: pieces of content, the items they belong to, and what became of them.
 * Content and texts are encrypted; in clear stand the facts by which items are found and counted.
 */
import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { QUARANTINE_REASONS } from "./quarantine-store.ts";

const factsShape = {
  itemId: z.string().regex(/^q[1-9]\d*$/),
  reason: z.enum(QUARANTINE_REASONS),
  sourceName: z.string(),
  format: z.string(),
  position: z.object({
    file: z.string().exactOptional(),
    line: z.number().exactOptional(),
    offset: z.number().exactOptional(),
    index: z.number().exactOptional(),
  }),
  options: z.record(z.string(), z.string()).exactOptional(),
  id: z.string().exactOptional(),
  quarantinedAt: z.string(),
  contentBytes: z.number().int().nonnegative(),
};

const seqsSchema = z.array(z.number().int().positive());

/** Null where it could not be encrypted: the item's key was destroyed before it was said. */
const laterTextSchema = z.string().nullable();

/** An item as recorded; `contentSeqs` are the records that hold its encrypted content, in order. */
const addedSchema = z.object({
  type: z.literal("quarantine.added"),
  ...factsShape,
  messageCipher: z.string(),
  contentSeqs: seqsSchema,
  inputKey: z.string().exactOptional(),
});

/** An item as it stands now, in views. */
const itemSchema = z.object({
  ...factsShape,
  messageCipher: laterTextSchema,
  status: z.enum(["open", "resolved", "dismissed"]),
  retries: z.number().int().nonnegative(),
  resolvedSeqs: seqsSchema.exactOptional(),
  noteCipher: laterTextSchema.exactOptional(),
});

const outcomeSchema = z.object({
  type: z.literal("quarantine.outcome"),
  itemId: z.string(),
  at: z.string(),
  by: z.string(),
  outcome: z.discriminatedUnion("status", [
    z.object({ status: z.literal("resolved"), seqs: seqsSchema }),
    z.object({ status: z.literal("open"), messageCipher: laterTextSchema }),
    z.object({ status: z.literal("dismissed"), noteCipher: laterTextSchema }),
  ]),
});

const contentSchema = z.object({ type: z.literal("quarantine.content"), content: z.string() });

export type ItemAdded = z.infer<typeof addedSchema>;
export type ItemOutcome = z.infer<typeof outcomeSchema>;
export type QuarantineRecord = ItemAdded | ItemOutcome;

/** A `QuarantineItem` whose message and note are encrypted. */
export type StoredItem = z.infer<typeof itemSchema>;

const CONTENT_START = '{"type":"quarantine.content"';

/** The JSON of a record that holds one piece of encrypted content. */
export function contentRecordJson(itemId: string, part: number, content: string): string {
  // Base64url needs no escaping; serializing 20 MB again would only cost time.
  return `${CONTENT_START},"itemId":${JSON.stringify(itemId)},"part":${part},"content":"${content}"}`;
}

/** The encrypted piece a content record holds. Throws `ledger-corrupt`. */
export function parseContentRecord(seq: number, eventJson: string): string {
  return parse(contentSchema, seq, eventJson).content;
}

/** The record, or null where it only holds content. Throws `ledger-corrupt` when it is neither. */
export function parseQuarantineRecord(seq: number, eventJson: string): QuarantineRecord | null {
  if (eventJson.startsWith(CONTENT_START)) return null;
  return parse(z.discriminatedUnion("type", [addedSchema, outcomeSchema]), seq, eventJson);
}

/** The item as it stands right after it was added. */
export function itemOf(added: ItemAdded): StoredItem {
  const { type: _type, contentSeqs: _seqs, inputKey: _key, ...facts } = added;
  return { ...facts, status: "open", retries: 0 };
}

/** The item after one more outcome. A retry counts whether it succeeded or not. */
export function itemAfter(item: StoredItem, { outcome }: ItemOutcome): StoredItem {
  const retries = item.retries + 1;
  if (outcome.status === "dismissed") {
    return { ...item, status: "dismissed", noteCipher: outcome.noteCipher };
  }
  return outcome.status === "resolved"
    ? { ...item, status: "resolved", retries, resolvedSeqs: outcome.seqs }
    : { ...item, status: "open", retries, messageCipher: outcome.messageCipher };
}

export function parseItem(json: string): StoredItem {
  return itemSchema.parse(JSON.parse(json));
}

export function parseSeqs(json: string): number[] {
  return seqsSchema.parse(JSON.parse(json));
}

/** 12 of `q12`; null for anything else. */
export function itemNumberOf(itemId: string): number | null {
  const digits = /^q([1-9]\d{0,14})$/.exec(itemId)?.[1];
  return digits === undefined ? null : Number(digits);
}

function parse<Output>(schema: z.ZodType<Output>, seq: number, eventJson: string): Output {
  try {
    return schema.parse(JSON.parse(eventJson));
  } catch (cause) {
    throw new TracewellError(
      "ledger-corrupt",
      `Record ${seq} of the quarantine is none that this release knows.`,
      { cause, detail: { seq } },
    );
  }
}
