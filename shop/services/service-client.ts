import type { Operation } from "./operation.ts";

export interface CallOptions {
  /** Of the shop's clock. After it the call rejects with `service-timeout`: whether it was done is unknown. */
  readonly timeoutMs?: number;
}

/** A minute is what shops wait for a gateway. */
export const CALL_TIMEOUT_MS = 60_000;

/** How one system of the shop reaches another. */
export interface ServiceClient {
  /**
   * The answer, checked by the operation's schema. Rejects with a `ShopError`: `service-timeout` (unknown
   * whether it was done), `service-unavailable` (it was not), `malformed-answer`, or `service-refused`, whose
   * `detail.code` is the code that the service gave.
   */
  call<Input, Answer>(
    service: string,
    operation: Operation<Input, Answer>,
    input: Input,
    options?: CallOptions,
  ): Promise<Answer>;
}
