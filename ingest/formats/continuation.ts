import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";

/** What a decoder knows of a record that was closed before its end. It travels through the sender. */
const continuationSchema = z.strictObject({
  /** Format of the decoder that wrote it. */
  format: z.string().max(64),
  /** Byte offset of the record that was closed. */
  offset: z.int().nonnegative(),
  transactionId: z.string().max(256).nullable(),
  hadMessage: z.boolean(),
  oversized: z.boolean(),
  /** Whether the next byte goes on with a line that was given out in part. */
  insideLine: z.boolean(),
  /** The source text that gave the record its time. */
  timeText: z.string().max(256),
});

export type Continuation = z.infer<typeof continuationSchema>;

export function writeContinuation(continuation: Continuation): string {
  return JSON.stringify(continuation);
}

/** Null without one, or for one of another format. Throws `invalid-parameter` when it is damaged. */
export function readContinuation(text: string | undefined, format: string): Continuation | null {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isOfOtherFormat(value, format) ? null : continuationSchema.parse(value);
  } catch (cause) {
    throw new TracewellError(
      "invalid-parameter",
      "The continuation is not one that an earlier answer gave.",
      { cause, detail: { parameter: "continuation" } },
    );
  }
}

/** Whether a value is the continuation of a decoder of another format, which says nothing to this one. */
export function isOfOtherFormat(value: unknown, format: string): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "format" in value &&
    typeof value.format === "string" &&
    value.format !== format
  );
}
