import { TracewellError } from "#domain/errors.ts";

/** The part of a query that an error speaks about: UTF-16 offsets, as JavaScript strings count. */
export interface SearchSpan {
  readonly position: number;
  readonly length: number;
}

/**
 * An `invalid-query`. `message` is one sentence with what to write instead; `detail` holds
 * `position` and `length` for a caret, and `expected`: what could stand there.
 */
export function searchError(
  message: string,
  span: SearchSpan,
  expected: readonly string[] = [],
): TracewellError {
  return new TracewellError("invalid-query", message, {
    detail: { position: span.position, length: span.length, expected },
  });
}
