import type { AlertRow, AttemptResult, DeliveryRow } from "#storage/alerts/alert-store.ts";
import { originOf } from "./destinations.ts";
import type { SendWebhook } from "./send-webhook.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Pauses after the first, second … failed attempt. Ten attempts in eleven hours: a receiver that broke in the
 * evening is mended the next morning, and what waits for it is bounded.
 */
export const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  3 * HOUR_MS,
  4 * HOUR_MS,
];

/** The receiver says that it is gone for good: it is not asked again. */
export const GONE = 410;

/**
 * Whether its next attempt is to be made now: its time has come, or lies further ahead than any pause after
 * that many attempts, so that the clock was set back.
 */
export function isDue({ attempts, nextAttemptMs }: DeliveryRow, nowMs: number): boolean {
  const waitMs = (nextAttemptMs ?? 0) - nowMs;
  return waitMs <= 0 || waitMs > (RETRY_DELAYS_MS[attempts - 1] ?? 0);
}

/** One attempt at a delivery, and what follows of it. Rejects only with the reason of `signal`. */
export async function attemptDelivery(options: {
  readonly delivery: DeliveryRow;
  readonly alert: Pick<AlertRow, "url" | "secret">;
  readonly send: SendWebhook;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
  /** A test is tried once. */
  readonly isOnce?: boolean;
}): Promise<AttemptResult> {
  const { delivery, alert, send, nowMs, signal, isOnce = false } = options;
  const { url, secret } = alert;
  const message = { url, secret, id: delivery.id, body: delivery.payload, timeMs: nowMs() };
  const { isTaken, status, error } = await send(message, signal);
  const endedMs = nowMs();
  const attempts = delivery.attempts + 1;
  const tried = { attempts, lastStatus: status, lastError: error, destination: originOf(url) };
  if (isTaken) return { ...tried, status: "delivered", nextAttemptMs: null, endedMs };
  const delayMs = isOnce || status === GONE ? undefined : RETRY_DELAYS_MS[attempts - 1];
  if (delayMs === undefined) return { ...tried, status: "failed", nextAttemptMs: null, endedMs };
  return { ...tried, status: "pending", nextAttemptMs: endedMs + delayMs, endedMs: null };
}
