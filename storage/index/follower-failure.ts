import { TracewellError } from "#domain/errors.ts";

/** Errors that no second try can cure. */
export function isFinal(error: TracewellError): boolean {
  return (
    error.code === "ledger-corrupt" || error.code === "closed" || error.detail["final"] === true
  );
}

/** Any error as one of ours. */
export function toTracewellError(error: unknown): TracewellError {
  if (error instanceof TracewellError) return error;
  return new TracewellError("internal", "The follower failed.", { cause: error });
}
