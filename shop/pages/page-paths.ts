/** Where the operator's pages are. */
export const PAGES = {
  products: "/ecommerce/products",
  fetchProducts: "/ecommerce/products/fetch",
  emptyProducts: "/ecommerce/products/empty",
  customers: "/ecommerce/customers",
  fetchCustomers: "/ecommerce/customers/fetch",
  emptyCustomers: "/ecommerce/customers/empty",
  scheduler: "/ecommerce/scheduler",
  addTask: "/ecommerce/scheduler/tasks",
  clockSpeed: "/ecommerce/scheduler/speed",
  giftCards: "/ecommerce/gift-cards",
  replays: "/ecommerce/replays",
  style: "/ecommerce/shop.css",
  mark: "/ecommerce/mark.svg",
} as const;

/** What can be done to a task. */
export const TASK_ACTS = ["pause", "resume", "remove"] as const;
export type TaskAct = (typeof TASK_ACTS)[number];

export function taskPath(id: string, act: TaskAct): string {
  return `${PAGES.addTask}/${encodeURIComponent(id)}/${act}`;
}

export function giftCardsPath(store: string): string {
  return `${PAGES.giftCards}/${encodeURIComponent(store)}`;
}

/** What can be done about an order that may have to be replayed. */
export type ReplayAct = "dry-run" | "replay" | "load" | "verification";

/** The order's page, or what it does. */
export function replayPath(foreignId: string, act?: ReplayAct): string {
  const path = `${PAGES.replays}/${encodeURIComponent(foreignId)}`;
  return act === undefined ? path : `${path}/${act}`;
}

/** A replay that was recorded. */
export function recordedReplayPath(foreignId: string, replayId: string): string {
  return `${replayPath(foreignId)}/history/${encodeURIComponent(replayId)}`;
}

/** Where it is asked whether a document is to be loaded by hand. */
export function loadPath(foreignId: string, document: string, lineItemId: string): string {
  return withQuery(replayPath(foreignId, "load"), { document, lineItemId });
}

/** A path with query values; those that are undefined are left out. */
export function withQuery(
  path: string,
  values: Readonly<Record<string, string | number | undefined>>,
): string {
  const query = new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  ).toString();
  return query === "" ? path : `${path}?${query}`;
}
