import type { TailGap, TailHeartbeat } from "#query/answers/tail-messages.ts";
import type { Problem } from "../problem.ts";

/** Wait before a browser opens a broken stream again. */
const RECONNECT_MS = 1_000;

/** How messages are written. `id` is the place to resume after. */
export interface TailFormat {
  readonly contentType: string;
  /** Sent at once, so that headers and proxies are through before the first record. */
  open(id: string): string;
  event(id: string, eventJson: string, queries: readonly number[]): string;
  heartbeat(id: string, heartbeat: TailHeartbeat): string;
  gap(id: string, gap: TailGap): string;
  /** The stream ends after it. */
  problem(problem: Problem): string;
}

/** Server-sent events. An `id` without data is remembered by browsers as well. */
export const EVENT_STREAM: TailFormat = {
  contentType: "text/event-stream; charset=utf-8",
  open: (id) => `retry: ${RECONNECT_MS}\nid: ${id}\n: open\n\n`,
  event: (id, eventJson, queries) =>
    `id: ${id}\nevent: event\ndata: {"event":${eventJson},"queries":[${queries.join(",")}]}\n\n`,
  heartbeat: (id, heartbeat) => message(id, "heartbeat", heartbeat),
  gap: (id, gap) => message(id, "gap", gap),
  problem: (problem) => `event: problem\ndata: ${JSON.stringify(problem)}\n\n`,
};

function message(id: string, event: string, data: unknown): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** One JSON object a line, told apart by its first key. */
export const JSON_LINES: TailFormat = {
  contentType: "application/x-ndjson; charset=utf-8",
  open: (id) => `${JSON.stringify({ open: {}, id })}\n`,
  event: (id, eventJson, queries) =>
    `{"event":${eventJson},"queries":[${queries.join(",")}],"id":"${id}"}\n`,
  heartbeat: (id, heartbeat) => `${JSON.stringify({ heartbeat, id })}\n`,
  gap: (id, gap) => `${JSON.stringify({ gap, id })}\n`,
  problem: (problem) => `${JSON.stringify({ problem })}\n`,
};

/** NDJSON when it is asked for and server-sent events are not. */
export function chooseFormat(accept: string | undefined): TailFormat {
  const types = new Set((accept ?? "").split(",").map((type) => type.replace(/;.*$/s, "").trim()));
  const wantsLines = types.has("application/x-ndjson") && !types.has("text/event-stream");
  return wantsLines ? JSON_LINES : EVENT_STREAM;
}
