import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { FindingChange } from "#storage/lifecycles/lifecycle-store.ts";

/** Of one message: a receiver takes it at once, and what comes meanwhile goes into the next. */
export const DELIVERY_ITEMS_MAX = 100;

/** Of the items of one message; the largest that common receivers take is 256 KiB to 1 MiB. */
export const DELIVERY_BYTES_MAX = 200 * 1024;

/** What a message says of a record: where it stands and what it is about, and nothing that was written in it. */
export function recordItem(event: EventAnswer): object {
  const { reference, type, time, recordedAt, transactionId, objects, source } = event;
  const { amount, outcome } = event;
  return {
    reference,
    type,
    time,
    recordedAt,
    ...(transactionId !== undefined && { transactionId }),
    objects: objects.map(({ type, id, role }) => ({ type, id, role })),
    ...(amount !== undefined && { amount }),
    ...(outcome !== undefined && { outcome }),
    source: source.name,
  };
}

export function findingItem(change: FindingChange): object {
  const { on, rule, severity, sentence, sinceMs, evidence } = change;
  return { on, rule, severity, sentence, since: new Date(sinceMs).toISOString(), evidence };
}

/** Collects items until one more would be too many or too much. */
export class ItemCollector {
  readonly items: object[] = [];
  #bytes = 0;

  /** False where it found no room; the first always does. */
  add(item: object): boolean {
    const bytes = Buffer.byteLength(JSON.stringify(item)) + 1;
    const isFull =
      this.items.length >= DELIVERY_ITEMS_MAX ||
      (this.items.length > 0 && this.#bytes + bytes > DELIVERY_BYTES_MAX);
    if (isFull) return false;
    this.items.push(item);
    this.#bytes += bytes;
    return true;
  }
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export type MessageContent =
  | { readonly kind: "search"; readonly search: Named; readonly records: readonly object[] }
  | { readonly kind: "finding"; readonly findings: readonly object[] }
  | { readonly kind: "test" };

const MESSAGE_TYPES = {
  search: "search.matched",
  finding: "finding.found",
  test: "alert.test",
} as const;

/** The body as it is signed and sent: type, time and data, as Standard Webhooks advises. */
export function messageBody(alert: Named, content: MessageContent, timeMs: number): string {
  const { kind, ...data } = content;
  return JSON.stringify({
    type: MESSAGE_TYPES[kind],
    timestamp: new Date(timeMs).toISOString(),
    data: { alert: { id: alert.id, name: alert.name }, ...data },
  });
}
