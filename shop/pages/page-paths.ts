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
