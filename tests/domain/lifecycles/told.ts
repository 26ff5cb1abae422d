import type { AuditEvent } from "#domain/events/event.ts";
import { type LifecycleEvent, lifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";

export interface Told extends Partial<AuditEvent> {
  readonly type: string;
  /** `order 100000047`, `license L-1 previous`: type, ID and role. */
  readonly on?: string;
  readonly at?: string;
  readonly from?: string;
  readonly recordedAt?: string;
  readonly lateMs?: number;
}

const DAY = "2026-01-05T";

/** `09:05:00.120` on the day of all these tests. */
export function onTheDay(time: string): string {
  return `${DAY}${time}Z`;
}

/** Events as the ledger holds them, in the order given; `on` is a list by commas. */
export function told(...all: readonly Told[]): LifecycleEvent[] {
  return all.map(
    ({ on = "", at = "09:00:00.000", from = "shop", recordedAt, lateMs, ...rest }, place) => {
      const objects = on === "" ? [] : on.split(", ").map(objectOf);
      const time = at.includes("T") ? at : onTheDay(at);
      return lifecycleEvent(
        {
          ledger: "main",
          seq: place + 1,
          recordedAt: recordedAt ?? time,
          ...(rest.id !== undefined && { id: rest.id }),
          source: { name: from },
          event: { time, objects, ...rest },
        },
        lateMs ?? null,
      );
    },
  );
}

function objectOf(text: string) {
  const [type = "", id = "", role] = text.split(" ");
  return { type, id, ...(role !== undefined && { role }) };
}
