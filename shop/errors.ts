/** What can go wrong in the shop; `storefront/problem.ts` maps each to one HTTP status. */
export type ShopErrorCode =
  | "invalid-request"
  | "unauthorized"
  | "not-found"
  | "session-expired"
  | "cart-empty"
  | "wrong-state"
  | "out-of-stock"
  | "idempotency-conflict"
  | "invalid-document"
  | "service-timeout"
  | "service-unavailable"
  | "service-refused"
  | "malformed-answer"
  | "internal";

/** `detail` holds facts a program may branch on. No secrets, no personal data. */
export class ShopError extends Error {
  readonly code: ShopErrorCode;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(
    code: ShopErrorCode,
    message: string,
    options: { cause?: unknown; detail?: Record<string, unknown> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ShopError";
    this.code = code;
    this.detail = Object.freeze({ ...options.detail });
  }
}
