import type { IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import { OWN_SOURCE } from "#query/own-source.ts";
import type { ShopChange } from "./shop-control.ts";

const SENTENCES: Readonly<Record<ShopChange["act"], string>> = {
  fetchProducts: "Somebody asked the shop to fetch its products from the catalog.",
  emptyProducts: "Somebody asked the shop to remove all products.",
  fetchCustomers: "Somebody asked the shop to fetch its customers from the CRM.",
  emptyCustomers: "Somebody asked the shop to remove all customers of the CRM.",
  setSpeed: "Somebody asked the shop for another speed of its clock.",
  addTask: "Somebody asked the shop to put a task on the schedule.",
  pauseTask: "Somebody asked the shop to pause a task.",
  resumeTask: "Somebody asked the shop to resume a task.",
  removeTask: "Somebody asked the shop to take a task off the schedule.",
  setCustomers: "Somebody asked the shop for another number of simulated customers.",
  setFaults: "Somebody asked the shop for other rates of its faults.",
};

/** The event that says who asked the shop for a change; what came of it the shop's own events tell. */
export function shopRequestEvent(
  change: ShopChange,
  { by, timeMs, newId }: { readonly by: string; readonly timeMs: number; readonly newId: string },
): IngestRequest {
  const event = {
    id: `shop:${newId}`,
    type: "shop.changeRequested",
    time: new Date(timeMs).toISOString(),
    unattributed: "shop",
    objects: "taskId" in change ? [{ type: "task", id: change.taskId }] : [],
    actor: { type: "operator", id: by },
    message: SENTENCES[change.act],
    attributes: { change: change.act, by, asked: askedOf(change) },
  };
  return {
    body: new TextEncoder().encode(`${JSON.stringify(event)}\n`),
    sourceName: OWN_SOURCE,
    format: "events",
    waitIndexed: false,
    allItems: true,
  };
}

/** What was asked for beside the act; rates as the command line writes them. */
function askedOf(change: ShopChange): object {
  if (change.act === "setFaults") {
    return { rates: Object.entries(change.rates).map(([fault, rate]) => `${fault}=${rate}`) };
  }
  return Object.fromEntries(Object.entries(change).filter(([name]) => name !== "act"));
}
