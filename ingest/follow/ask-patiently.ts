import { setTimeout as delay } from "node:timers/promises";
import { TracewellError } from "#domain/errors.ts";

/** A service that has enough to do is asked again so often. */
export const RETRY_MS = 1_000;

/** Asks again, later, as long as the answer is `overloaded`. */
export async function askPatiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof TracewellError && error.code === "overloaded")) throw error;
      await delay(RETRY_MS);
    }
  }
}
