import { TracewellError } from "#domain/errors.ts";
import { sqliteTrouble } from "#storage/sqlite/sqlite-trouble.ts";

/**
 * Makes a SQLite error one of ours: a damaged, missing or locked file is `index-unavailable`, with
 * `detail.damaged` where it must be made anew; anything else is our own mistake, `internal`.
 */
export function translateError(error: unknown, file: string): TracewellError {
  if (error instanceof TracewellError) return error;
  const trouble = sqliteTrouble(error);
  if (trouble?.isDamaged === true) return damaged(trouble.reason, file, error);
  if (trouble !== null) {
    const { reason } = trouble;
    return new TracewellError(
      "index-unavailable",
      `The view of lifecycles cannot be used: ${reason}.`,
      { cause: error, detail: { file, reason, damaged: false } },
    );
  }
  const message = `The view of lifecycles failed in ${file}.`;
  return new TracewellError("internal", message, { cause: error, detail: { file } });
}

/** `index-unavailable` for a view that must be made anew. */
export function damaged(reason: string, file: string, cause?: unknown): TracewellError {
  return new TracewellError(
    "index-unavailable",
    `The view of lifecycles must be made anew: ${reason}.`,
    { cause, detail: { file, reason, damaged: true } },
  );
}
