import { setTimeout as delay } from "node:timers/promises";
import { TracewellError } from "#domain/errors.ts";

/** A service that has enough to do is asked again so often. */
export const RETRY_MS = 1_000;

/** Asks again, later, as long as the answer is `overloaded`. Rejects with it once nobody waits any more. */
export async function askPatiently<Answer>(
  ask: () => Promise<Answer>,
  ended: AbortSignal,
): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isOverloaded = error instanceof TracewellError && error.code === "overloaded";
      if (!isOverloaded || ended.aborted) throw error;
      // What ends the pause is asked about after the next answer.
      await delay(RETRY_MS, undefined, { signal: ended }).catch(() => undefined);
    }
  }
}
