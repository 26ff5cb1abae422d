import type { TailEvent, TailGap, TailHeartbeat } from "#query/answers/tail-messages.ts";
import { api } from "../path-builder.ts";
import { ApiProblem, request } from "./fetch-answer.ts";

export type TailState = "connecting" | "open" | "waiting" | "closed";

export interface TailListener {
  onEvent(message: TailEvent): void;
  onGap(gap: TailGap): void;
  onHeartbeat(heartbeat: TailHeartbeat): void;
  onState(state: TailState): void;
  /** The service refused or ended the stream; it is closed. */
  onProblem(problem: ApiProblem): void;
}

/** All records need no filter in the address. */
const ALL_RECORDS = "";

/**
 * One live stream for all these queries, from now on or after the record `since`. Each event says which of the
 * queries it matches, by their places. The browser itself resumes a broken connection
 * with `Last-Event-ID`, so nothing is skipped. The answer ends it.
 */
export function openTail(
  queries: readonly string[],
  listener: TailListener,
  since?: string,
): () => void {
  const isAll = queries.length === 1 && queries[0] === ALL_RECORDS;
  const url = api.tail(isAll ? [] : queries, since);
  const source = new EventSource(url);
  const refusal = new AbortController();
  listener.onState("connecting");
  source.addEventListener("open", () => listener.onState("open"));
  source.addEventListener("event", ({ data }: MessageEvent<string>) => {
    const message: TailEvent = JSON.parse(data);
    listener.onEvent(message);
  });
  source.addEventListener("gap", ({ data }: MessageEvent<string>) => {
    const gap: TailGap = JSON.parse(data);
    listener.onGap(gap);
  });
  source.addEventListener("heartbeat", ({ data }: MessageEvent<string>) => {
    const heartbeat: TailHeartbeat = JSON.parse(data);
    listener.onHeartbeat(heartbeat);
  });
  source.addEventListener("error", () => {
    if (source.readyState !== EventSource.CLOSED) {
      listener.onState("waiting");
      return;
    }
    listener.onState("closed");
    void tellWhy(url, refusal.signal, listener);
  });
  return () => {
    refusal.abort();
    source.close();
  };
}

/** An event source hides the answer that refused it: asked once more, the service says why. */
async function tellWhy(url: string, signal: AbortSignal, listener: TailListener): Promise<void> {
  let problem = new ApiProblem(0, "offline", "");
  try {
    const response = await request(url, { signal, headers: { accept: "application/x-ndjson" } });
    await response.body?.cancel();
  } catch (error) {
    if (error instanceof ApiProblem) problem = error;
  }
  if (!signal.aborted) listener.onProblem(problem);
}
