import { invariant } from "#domain/errors.ts";
import type { IngestGateway, IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import { counted } from "#query/coverage.ts";
import type { AlertStore, DeliveryRow } from "#storage/alerts/alert-store.ts";
import { OWN_SOURCE } from "../own-source.ts";

const ITEM_WORDS = {
  search: ["record", "records"],
  finding: ["finding", "findings"],
  test: ["test", "tests"],
} as const;

/**
 * The event that tells how a delivery ended. The same delivery gives the same bytes, so that it can be written
 * again after a crash.
 */
export function deliveryEvent(delivery: DeliveryRow): IngestRequest {
  const { id, alertId, alertName, kind, status, objects, endedMs, lastStatus } = delivery;
  invariant(status !== "pending" && endedMs !== null, "a delivery is told of when it has ended");
  const { attempts, destination, lastError } = delivery;
  const items = kind === "test" ? 1 : delivery.items;
  const [one, several] = ITEM_WORDS[kind];
  const what = counted(items, one, several);
  const end = status === "delivered" ? "delivered to" : "given up for";
  const event = {
    id: `alert:${id}`,
    type: status === "delivered" ? "alert.delivered" : "alert.failed",
    time: new Date(endedMs).toISOString(),
    unattributed: "alert",
    objects,
    message: `Alert "${alertName}": ${what} ${end} ${destination ?? "its webhook"}.`,
    ...(status === "failed" && { reason: lastError ?? "The webhook did not take it." }),
    attributes: {
      alert: alertId,
      delivery: id,
      kind,
      ...(destination !== null && { destination }),
      items,
      attempts,
      ...(lastStatus !== null && { status: lastStatus }),
    },
  };
  return {
    body: new TextEncoder().encode(`${JSON.stringify(event)}\n`),
    sourceName: OWN_SOURCE,
    format: "events",
    waitIndexed: false,
    allItems: false,
  };
}

/** Writes the event of a delivery that has ended, and notes that; repeats are harmless. */
export async function recordDelivery(
  { ingest, store }: { ingest: Pick<IngestGateway, "ingest">; store: AlertStore },
  delivery: DeliveryRow,
): Promise<void> {
  await ingest.ingest(deliveryEvent(delivery));
  store.markRecorded(delivery.id);
}
