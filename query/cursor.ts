import { createHash } from "node:crypto";
import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import type { IndexPosition, SortOrder } from "#storage/index/event-index.ts";

/** What a list's next page needs: where it stopped and what its first page saw. */
export interface Cursor {
  /** Which list it belongs to, with every filter; see `filtersHash`. */
  readonly filters: string;
  readonly order: SortOrder;
  /** Last positions the first page saw, by ledger: later records are never mixed in. */
  readonly throughSeq: Readonly<Record<string, number>>;
  /** The first page's moment: `now-1h` means the same on every page. */
  readonly nowMs: number;
  readonly after: IndexPosition;
}

/** Longer strings are not ours: a cursor names each ledger once. */
const CURSOR_CHARACTERS_MAX = 8_192;
const CHECKSUM_CHARACTERS = 16;
const VERSION = 1;
const FOREIGN = "This cursor was not made by this service; start again without one.";

const seqSchema = z.number().int().nonnegative();
const payloadSchema = z.tuple([
  z.literal(VERSION),
  z.string(),
  z.enum(["newest", "oldest"]),
  z.record(z.string(), seqSchema),
  z.number(),
  z.tuple([z.number(), z.string(), seqSchema]),
]);

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, CHECKSUM_CHARACTERS);
}

/** Names one list with its filters; equal for equal parts. */
export function filtersHash(parts: readonly (string | undefined)[]): string {
  return digest(JSON.stringify(parts.map((part) => part ?? null)));
}

/** Opaque and URL-safe; `openCursor` gives it back. */
export function sealCursor(content: readonly unknown[]): string {
  const payload = JSON.stringify(content);
  return Buffer.from(digest(payload) + payload).toString("base64url");
}

/** What `sealCursor` was given. Throws `invalid-cursor` when it is foreign or altered. */
export function openCursor<Content>(text: string, schema: z.ZodType<Content>): Content {
  if (text.length > CURSOR_CHARACTERS_MAX || !/^[\w-]+$/.test(text)) throw invalid(FOREIGN);
  const bytes = Buffer.from(text, "base64url");
  const content = bytes.toString();
  const payload = content.slice(CHECKSUM_CHARACTERS);
  const genuine =
    bytes.toString("base64url") === text &&
    content.slice(0, CHECKSUM_CHARACTERS) === digest(payload);
  if (!genuine) throw invalid(FOREIGN);
  const parsed = schema.safeParse(parsePayload(payload));
  if (!parsed.success) throw invalid(FOREIGN, parsed.error);
  return parsed.data;
}

/** Opaque and URL-safe. */
export function writeCursor(cursor: Cursor): string {
  const { filters, order, throughSeq, nowMs, after } = cursor;
  const place = [after.timeMs, after.ledger, after.seq];
  return sealCursor([VERSION, filters, order, throughSeq, nowMs, place]);
}

function invalid(message: string, cause?: unknown): TracewellError {
  return new TracewellError("invalid-cursor", message, cause === undefined ? {} : { cause });
}

/** The request is not the one of the list's first page. */
export function otherFilters(): TracewellError {
  return invalid(
    "This cursor belongs to a list with other filters; repeat the query of its first page, " +
      "or start again without a cursor.",
  );
}

function parsePayload(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(FOREIGN, error);
  }
}

/**
 * Reads a cursor back. Throws `invalid-cursor` when it is foreign or altered, or when the request's
 * filters or order are not those of its first page.
 */
export function readCursor(
  text: string,
  expected: { readonly filters: string; readonly order: SortOrder },
): Cursor {
  const [, filters, order, throughSeq, nowMs, [timeMs, ledger, seq]] = openCursor(
    text,
    payloadSchema,
  );
  if (filters !== expected.filters || order !== expected.order) throw otherFilters();
  return { filters, order, throughSeq, nowMs, after: { timeMs, ledger, seq } };
}
