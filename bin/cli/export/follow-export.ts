import { setTimeout as delay } from "node:timers/promises";
import type { ExportAnswer } from "#query/answers/export-answers.ts";
import type { ApiClient } from "../api-client.ts";
import type { Progress } from "../progress.ts";

/** How often an export is asked how far it is. */
const LOOK_MS = 300;

/**
 * Waits until an export has ended, telling how far it is. Rejects with the signal's reason: the export goes on
 * then, until it is cancelled.
 */
export async function followExport(
  client: ApiClient,
  id: string,
  options: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<ExportAnswer> {
  for (;;) {
    const answer = await client.get<ExportAnswer>(`/api/v1/exports/${id}`);
    if (answer.status !== "waiting" && answer.status !== "running") return answer;
    const { step, done, expected } = answer.progress;
    options.progress.update(done, expected, step);
    await delay(LOOK_MS, undefined, { signal: options.signal });
  }
}
