/** Every error code of the product; `query/api/problem.ts` maps each to one HTTP status. */
export type ErrorCode =
  | "invalid-event"
  | "invalid-identifier"
  | "invalid-query"
  | "invalid-cursor"
  | "invalid-parameter"
  | "invalid-config"
  | "unreadable-body"
  | "unknown-format"
  | "unknown-source"
  | "source-managed"
  | "not-found"
  | "id-conflict"
  | "conflict"
  | "line-too-long"
  | "body-too-large"
  | "unauthorized"
  | "forbidden"
  | "overloaded"
  | "ledger-stopped"
  | "ledger-locked"
  | "ledger-corrupt"
  | "ledger-unwritable"
  | "index-unavailable"
  | "not-configured"
  | "shop-unavailable"
  | "key-unavailable"
  | "query-timeout"
  | "closed"
  | "internal";

/** `detail` holds facts a program may branch on: offsets, file names, limits. No secrets. */
export class TracewellError extends Error {
  readonly code: ErrorCode;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; detail?: Record<string, unknown> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "TracewellError";
    this.code = code;
    this.detail = Object.freeze({ ...options.detail });
  }
}

/** A fault of ours, not of the input: it should never be seen. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new TracewellError("internal", `Invariant violated: ${message}`);
}
