import type { IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import type { FollowedSource } from "./follow-ports.ts";

/** A followed source says so often that it lives; two missing ones show an outage of minutes. */
export const HEARTBEAT_MS = 60_000;

const MESSAGES = {
  "source.started": "Its files are followed from here on.",
  "source.heartbeat": "Its files are followed.",
  "source.lost": "Records of the source may be missing.",
  "source.recovered": "Its files can be read again.",
} as const;

export type SourceEventType = keyof typeof MESSAGES;

export interface SourceEventFacts {
  readonly timeMs: number;
  /** Milliseconds since the first unread byte was seen. */
  readonly lagMs: number;
  readonly files: number;
  readonly unreadBytes: number;
  readonly reason?: string;
  /** Tells several events of one type and moment apart. */
  readonly place?: string;
}

/** A `source.*` event as the source itself would send it. Its ID is made of what it says: a repeat adds nothing. */
export function sourceEvent(
  source: FollowedSource,
  type: SourceEventType,
  facts: SourceEventFacts,
): IngestRequest {
  const { name, stores } = source;
  const { timeMs, lagMs, files, unreadBytes, reason, place } = facts;
  const time = new Date(timeMs).toISOString();
  const event = {
    id: ["follow", type, time, ...(place === undefined ? [] : [place])].join(":"),
    type,
    time,
    unattributed: "source",
    message: MESSAGES[type],
    ...(reason !== undefined && { reason }),
    attributes: { name, ...(stores !== undefined && { stores }), lag: lagMs, files, unreadBytes },
  };
  return {
    body: new TextEncoder().encode(`${JSON.stringify(event)}\n`),
    sourceName: name,
    format: "events",
    waitIndexed: false,
    allItems: false,
  };
}
