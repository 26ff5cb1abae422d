import type { OutboxRow, ShopDatabase } from "../database/shop-database.ts";
import type { LoggedEvent } from "../events/shop-event.ts";

/** An event that waits in one of several outboxes. */
export interface WaitingEvent {
  readonly outbox: ShopDatabase;
  readonly rowId: number;
  readonly event: LoggedEvent;
}

/**
 * The events to be logged next: each outbox's in its own order, between outboxes by the events' times, at
 * equal times the outbox named first. At most `limit` rows are read of each; where one has more, nothing
 * that may belong after them is given. Empty when nothing waits.
 */
export function mergeOutboxes(outboxes: readonly ShopDatabase[], limit: number): WaitingEvent[] {
  const queues = outboxes.map((outbox) => ({ outbox, rows: outbox.waitingEvents(limit), next: 0 }));
  const merged: WaitingEvent[] = [];
  for (;;) {
    let first: { queue: (typeof queues)[number]; row: OutboxRow } | null = null;
    for (const queue of queues) {
      const row = queue.rows[queue.next];
      // Its next row is not known yet and may come before those of the others.
      if (row === undefined && queue.rows.length === limit) return merged;
      if (row !== undefined && (first === null || row.event.time < first.row.event.time)) {
        first = { queue, row };
      }
    }
    if (first === null) return merged;
    first.queue.next += 1;
    merged.push({ outbox: first.queue.outbox, rowId: first.row.id, event: first.row.event });
  }
}
