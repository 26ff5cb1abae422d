import { Readable } from "node:stream";
import split2 from "split2";
import { z } from "zod";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import { tailGapSchema } from "#query/answers/tail-messages.ts";
import type { ApiClient } from "../api-client.ts";

/** Events are shown as the service made them: one that a newer service says more of is not cut. */
const shownEventSchema = z.custom<EventAnswer>(
  (value) => typeof value === "object" && value !== null && "reference" in value,
);

/** One line of the NDJSON stream: an event, a gap, a problem before the end, or only a place to resume after. */
const tailLineSchema = z.object({
  id: z.string().optional(),
  event: shownEventSchema.optional(),
  gap: tailGapSchema.optional(),
  problem: z.object({ detail: z.string().optional(), title: z.string().optional() }).optional(),
});
export type TailLine = z.output<typeof tailLineSchema>;

export interface TailStart {
  readonly queries: readonly string[];
  /** `now`, a time or a record; not looked at once there is a place to resume after. */
  readonly since: string;
  /** `id` of the last line seen; null at first. */
  readonly resumeAfter: string | null;
}

/** The lines of a live stream until it ends or breaks. Rejects with `ApiProblem`, `ServiceAway`, or a broken connection. */
export async function* openTail(
  client: ApiClient,
  start: TailStart,
  signal: AbortSignal,
): AsyncGenerator<TailLine> {
  const { queries, since, resumeAfter } = start;
  const left = new AbortController();
  const parameters = new URLSearchParams(resumeAfter === null ? { since } : {});
  for (const query of queries) parameters.append("q", query);
  const response = await client.request(`/api/v1/tail?${parameters}`, {
    headers: {
      accept: "application/x-ndjson",
      ...(resumeAfter !== null && { "last-event-id": resumeAfter }),
    },
    signal: AbortSignal.any([signal, left.signal]),
  });
  try {
    if (response.body === null) return;
    for await (const line of Readable.from(response.body).compose(split2())) {
      if (line !== "") yield tailLineSchema.parse(JSON.parse(line));
    }
  } finally {
    // Whoever has seen enough leaves: else the connection stays until the next heartbeat.
    left.abort();
  }
}
