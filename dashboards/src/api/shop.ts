import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  ShopChangeAnswer,
  ShopCustomers,
  ShopProducts,
  ShopSchedule,
  ShopSimulator,
} from "#query/answers/shop-answers.ts";
import { API, part, withParameters } from "../path-builder.ts";
import { fetchAnswer, postJson } from "./fetch-answer.ts";

/** Every answer of the shop; a change makes all of them old. */
export const SHOP_KEY = "shop";

/** Tasks run and customers come by themselves: asked again while the page is open. */
const ASKED_EVERY_MS = 5_000;

/** A shop that does not answer is not asked three times before that is said. */
const RETRIES = 0;

/** Customers of one page: all that a shop may hold (20,000) come in forty. */
const CUSTOMERS_PAGE_ROWS = 500;

export const shopProductsAnswer = queryOptions({
  queryKey: [SHOP_KEY, "products"],
  queryFn: ({ signal }) => fetchAnswer<ShopProducts>(`${API}/shop/products`, { signal }),
  retry: RETRIES,
});

export const shopCustomersAnswer = infiniteQueryOptions({
  queryKey: [SHOP_KEY, "customers"],
  queryFn: ({ pageParam, signal }) =>
    fetchAnswer<ShopCustomers>(
      withParameters(`${API}/shop/customers`, { after: pageParam, limit: CUSTOMERS_PAGE_ROWS }),
      { signal },
    ),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: ShopCustomers) => page.nextAfter ?? undefined,
  retry: RETRIES,
});

export const shopScheduleAnswer = queryOptions({
  queryKey: [SHOP_KEY, "schedule"],
  queryFn: ({ signal }) => fetchAnswer<ShopSchedule>(`${API}/shop/schedule`, { signal }),
  retry: RETRIES,
  refetchInterval: ASKED_EVERY_MS,
});

export const shopSimulatorAnswer = queryOptions({
  queryKey: [SHOP_KEY, "simulator"],
  queryFn: ({ signal }) => fetchAnswer<ShopSimulator>(`${API}/shop/simulator`, { signal }),
  retry: RETRIES,
  refetchInterval: ASKED_EVERY_MS,
});

export type StoredKind = "products" | "customers";

const put = (path: string, body: unknown) =>
  fetchAnswer<ShopChangeAnswer>(`${API}/shop/${path}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const post = (path: string, body: unknown = {}) =>
  postJson<ShopChangeAnswer>(`${API}/shop/${path}`, body);

/** What operators ask of the shop; each answer names the record that says who asked. */
export const shopChanges = {
  fetchStored: (kind: StoredKind) => post(`${kind}/fetch`),
  emptyStored: (kind: StoredKind) => post(`${kind}/empty`),
  setSpeed: (speed: number) => put("schedule/speed", { speed }),
  addTask: (task: { readonly app: string; readonly time: string; readonly recurrence: string }) =>
    post("schedule/tasks", task),
  pauseTask: (taskId: string) => post(`schedule/tasks/${part(taskId)}/pause`),
  resumeTask: (taskId: string) => post(`schedule/tasks/${part(taskId)}/resume`),
  removeTask: (taskId: string) =>
    fetchAnswer<ShopChangeAnswer>(`${API}/shop/schedule/tasks/${part(taskId)}`, {
      method: "DELETE",
    }),
  setCustomers: (perHour: number) => put("simulator/customers", { perHour }),
  setFaults: (rates: Readonly<Record<string, number>>) => put("simulator/faults", { rates }),
} as const;
