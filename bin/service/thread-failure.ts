import { TracewellError, type ErrorCode } from "#domain/errors.ts";

export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly detail: Record<string, unknown>;
  readonly stack: string | undefined;
}
/** An error as it crosses a thread border: code and detail survive, unknown errors become `internal`. */
export function toFailure(error: unknown): Failure {
  if (error instanceof TracewellError) {
    return {
      code: error.code,
      message: error.message,
      detail: { ...error.detail },
      stack: error.stack,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: "internal",
    message,
    detail: {},
    stack: error instanceof Error ? error.stack : undefined,
  };
}

export function fromFailure(failure: Failure): TracewellError {
  const error = new TracewellError(failure.code, failure.message, { detail: failure.detail });
  if (failure.stack !== undefined) error.stack = failure.stack;
  return error;
}
