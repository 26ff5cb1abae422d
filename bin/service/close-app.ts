import type { FastifyInstance } from "fastify";

/** Time for requests in hand once the service ends; supervisors kill after ten seconds. */
const CLOSING_MS_MAX = 5_000;

/** A connection that has had its answer is closed within this time; soon, for a start may wait for it. */
const IDLE_CHECK_MS = 20;

/**
 * Resolves once the requests in hand are answered. A client that asks again and again on one connection
 * does not hold it up, and one that has stopped reading does for `closingMsMax` at most.
 */
export async function closeApp(
  app: FastifyInstance,
  closingMsMax: number = CLOSING_MS_MAX,
): Promise<void> {
  const { server } = app;
  const giveUp = setTimeout(() => server.closeAllConnections(), closingMsMax);
  // Closing a server closes what is idle at that moment; answers that end later leave more.
  const closeIdle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(giveUp);
    clearInterval(closeIdle);
  }
}
