import { createParser } from "eventsource-parser";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { RunningProcess } from "./running-service.ts";

export type StreamKind = "text/event-stream" | "application/x-ndjson";

/** One message that carries a record; both kinds of stream tell the same. */
export interface LiveRecord {
  readonly id: string;
  readonly event: EventAnswer;
  readonly queries: readonly number[];
}

export interface LiveOptions {
  readonly kind: StreamKind;
  readonly query?: string;
  readonly lastEventId?: string | undefined;
}

type Feed = (text: string) => void;

/** Opens `/tail`; the answer may be a refusal. */
export function requestTail(
  service: RunningProcess,
  { kind, query = "", lastEventId }: LiveOptions,
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(`${service.url}/api/v1/tail${query}`, {
    headers: {
      authorization: `Bearer ${service.token}`,
      accept: kind,
      ...(lastEventId !== undefined && { "last-event-id": lastEventId }),
    },
    ...(signal !== undefined && { signal }),
  });
}

/**
 * Records of `/tail` as they come; leaving the loop breaks the connection off. Anything a stream should not
 * hold, and a service that ends it, is an error.
 */
export async function* liveRecords(
  service: RunningProcess,
  options: LiveOptions,
): AsyncGenerator<LiveRecord, void> {
  const abort = new AbortController();
  const response = await requestTail(service, options, abort.signal);
  if (response.status !== 200 || response.body === null) {
    throw new Error(`The stream was refused: ${response.status} ${await response.text()}`);
  }
  const records: LiveRecord[] = [];
  const feed = options.kind === "text/event-stream" ? eventStream(records) : jsonLines(records);
  try {
    const decoder = new TextDecoder();
    for await (const bytes of response.body) {
      feed(decoder.decode(bytes, { stream: true }));
      yield* records.splice(0);
    }
    throw new Error("The service ended the stream.");
  } finally {
    abort.abort();
  }
}

/** The next `count` records. */
export async function takeRecords(
  service: RunningProcess,
  count: number,
  options: LiveOptions,
): Promise<LiveRecord[]> {
  const taken: LiveRecord[] = [];
  for await (const record of liveRecords(service, options)) {
    taken.push(record);
    if (taken.length === count) break;
  }
  return taken;
}

function eventStream(records: LiveRecord[]): Feed {
  const parser = createParser({
    onEvent: ({ id, event, data }) => {
      if (event === "heartbeat") return;
      if (event !== "event" || id === undefined) throw new Error(`A message ${event}: ${data}`);
      records.push({ id, ...(JSON.parse(data) as Omit<LiveRecord, "id">) });
    },
  });
  return (text) => parser.feed(text);
}

function jsonLines(records: LiveRecord[]): Feed {
  let rest = "";
  return (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const message = JSON.parse(line) as Partial<LiveRecord> & {
        open?: object;
        heartbeat?: object;
      };
      if (message.open !== undefined || message.heartbeat !== undefined) continue;
      if (message.event === undefined) throw new Error(`A line ${line}`);
      records.push(message as LiveRecord);
    }
  };
}
