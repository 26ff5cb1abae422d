import { TracewellError } from "#domain/errors.ts";
import type { AllowedDestinations } from "./destinations.ts";
import { signedHeaders } from "./webhook-signature.ts";

/** A receiver that takes longer should take what it is given, answer, and work afterwards. */
export const WEBHOOK_TIMEOUT_MS = 10_000;

/** What came of one attempt. */
export interface WebhookOutcome {
  /** Answered with 2xx. */
  readonly isTaken: boolean;
  /** Null where no answer came. */
  readonly status: number | null;
  /** One sentence; null where it was taken. */
  readonly error: string | null;
}

export interface WebhookMessage {
  readonly url: string;
  readonly secret: string;
  readonly id: string;
  readonly body: string;
  readonly timeMs: number;
}

/** One attempt. Never rejects but for the reason of `signal`. */
export type SendWebhook = (message: WebhookMessage, signal: AbortSignal) => Promise<WebhookOutcome>;

export interface WebhookOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly allowed: AllowedDestinations;
  /** Of the product, for `user-agent`. */
  readonly version: string;
  readonly timeoutMs?: number;
}

/**
 * Posts to allowed addresses alone, follows no redirect, waits `WEBHOOK_TIMEOUT_MS` for the head of the answer
 * and reads nothing of its body.
 */
export function createWebhookSender(options: WebhookOptions): SendWebhook {
  const { fetch, allowed, version, timeoutMs = WEBHOOK_TIMEOUT_MS } = options;
  return async ({ url, secret, id, body, timeMs }, signal) => {
    try {
      // What was allowed when the alert was made may no longer be.
      allowed.require(url);
      const response = await fetch(url, {
        method: "POST",
        body,
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        headers: {
          "content-type": "application/json",
          "user-agent": `Tracewell/${version}`,
          ...signedHeaders({ id, timeMs, body, secret }),
        },
      });
      // The answer is known; how its body ends changes nothing.
      await Promise.allSettled([response.body?.cancel()]);
      const { status } = response;
      return { isTaken: response.ok, status, error: response.ok ? null : answered(status) };
    } catch (error) {
      signal.throwIfAborted();
      return { isTaken: false, status: null, error: unanswered(error, timeoutMs) };
    }
  };
}

function answered(status: number): string {
  const isRedirect = status >= 300 && status < 400;
  const why = isRedirect ? "a redirect, and none is followed" : "it must be 2xx";
  return `The webhook answered with ${status}; ${why}.`;
}

/** Names no address: parts of it may be secret. */
function unanswered(error: unknown, timeoutMs: number): string {
  if (error instanceof TracewellError) return error.message;
  if (error instanceof Error && error.name === "TimeoutError") {
    return `The webhook did not answer within ${timeoutMs / 1000} s.`;
  }
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") {
      return `The webhook could not be reached: ${cause.code}.`;
    }
  }
  return "The webhook could not be reached.";
}
