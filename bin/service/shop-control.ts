import type { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import type { ShopChange, ShopChangeOutcome, ShopControl } from "#query/shop/shop-control.ts";
import { PRODUCT_OPERATIONS } from "#shop/catalog/product-operations.ts";
import { CUSTOMER_OPERATIONS } from "#shop/crm/customer-operations.ts";
import { SIMULATOR_OPERATIONS } from "#shop/live/simulator-operations.ts";
import { SCHEDULER_DESK } from "#shop/scheduler/desk-operations.ts";
import { type AskShop, reachShop, type ShopAccess } from "./reach-shop.ts";

/** Lists and switches are answered at once; a page that waits longer helps nobody. */
const ANSWER_MS_MAX = 10_000;

/** The shop asks its catalog or its CRM, which may be slow. */
const FETCH_MS_MAX = 25_000;

const FETCHES = {
  fetchProducts: PRODUCT_OPERATIONS.fetchProducts,
  fetchCustomers: CUSTOMER_OPERATIONS.fetchCustomers,
} as const;

const EMPTYINGS = {
  emptyProducts: PRODUCT_OPERATIONS.emptyProducts,
  emptyCustomers: CUSTOMER_OPERATIONS.emptyCustomers,
} as const;

const TASK_CHANGES = {
  pauseTask: SCHEDULER_DESK.pause,
  resumeTask: SCHEDULER_DESK.resume,
  removeTask: SCHEDULER_DESK.remove,
} as const;

/** A shop that is run over HTTP by its operators' operations; `access` is asked each time. */
export function createShopControl(access: () => ShopAccess | null): ShopControl {
  const ask = reachShop(access);
  return {
    get isConfigured() {
      return access() !== null;
    },
    products: () =>
      ask(PRODUCT_OPERATIONS.listProducts, { offset: 0, limit: 2_000 }, ANSWER_MS_MAX),
    customers: (page) => ask(CUSTOMER_OPERATIONS.listCustomers, page, ANSWER_MS_MAX),
    schedule: () => ask(SCHEDULER_DESK.view, {}, ANSWER_MS_MAX),
    simulator: () => ask(SIMULATOR_OPERATIONS.view, {}, ANSWER_MS_MAX),
    change: (change) => carryOut(ask, change),
  };
}

async function carryOut(ask: AskShop, change: ShopChange): Promise<ShopChangeOutcome> {
  switch (change.act) {
    case "fetchProducts":
    case "fetchCustomers":
      return { loaded: await ask(FETCHES[change.act], {}, FETCH_MS_MAX) };
    case "emptyProducts":
    case "emptyCustomers":
      return { removed: (await ask(EMPTYINGS[change.act], {}, ANSWER_MS_MAX)).count };
    case "setSpeed":
      await ask(SCHEDULER_DESK.setSpeed, { speed: change.speed }, ANSWER_MS_MAX);
      return {};
    case "addTask":
      return { task: await addTask(ask, change) };
    case "pauseTask":
    case "resumeTask":
    case "removeTask": {
      const { act, taskId } = change;
      return { task: (await ask(TASK_CHANGES[act], { taskId }, ANSWER_MS_MAX)).id };
    }
    default:
      return changeSimulator(ask, change);
  }
}

async function addTask(
  ask: AskShop,
  { app, time, recurrence }: ShopChange & { act: "addTask" },
): Promise<string> {
  const read = SCHEDULER_DESK.add.input.safeParse({ app, time, recurrence });
  const input = readInput("app", read);
  return (await ask(SCHEDULER_DESK.add, input, ANSWER_MS_MAX)).id;
}

async function changeSimulator(
  ask: AskShop,
  change: ShopChange & { act: "setCustomers" | "setFaults" },
): Promise<ShopChangeOutcome> {
  if (change.act === "setCustomers") {
    await ask(SIMULATOR_OPERATIONS.setCustomers, { perHour: change.perHour }, ANSWER_MS_MAX);
  } else {
    const { rates } = change;
    const read = SIMULATOR_OPERATIONS.setFaults.input.safeParse({ rates });
    await ask(SIMULATOR_OPERATIONS.setFaults, readInput("rates", read), ANSWER_MS_MAX);
  }
  return {};
}

/** The input as the shop's operation takes it. Throws `invalid-parameter` naming the field. */
function readInput<Input>(field: string, read: z.ZodSafeParseResult<Input>): Input {
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = ["body", ...(issue?.path ?? [field])].join(".");
  const message = issue?.message ?? "is not valid";
  throw new TracewellError("invalid-parameter", `${path}: ${message}.`, {
    detail: { errors: [{ path, message }] },
  });
}
