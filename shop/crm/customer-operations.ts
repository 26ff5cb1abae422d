import { z } from "zod";
import { loadedAnswer } from "../catalog/product-operations.ts";
import { operation } from "../services/operation.ts";

/** Customers of one answer. */
const CUSTOMERS_MAX = 1_000;

/** A customer of the CRM without the name: who needs to see names looks at the shop's own page. */
const shownCustomer = z.object({
  account: z.string(),
  fidelityPoint: z.int(),
  /** 1: has paid something. */
  payment: z.int(),
  updatedAt: z.string(),
});
export type ShownCustomer = z.infer<typeof shownCustomer>;

/** What the shop's own people do with the customers that the CRM names. */
export const CUSTOMER_OPERATIONS = {
  listCustomers: operation({
    name: "listStoredCustomers",
    method: "GET",
    path: "/operator/customers",
    summary: "Customers of the CRM as they are stored, by account, without their names",
    operatorOnly: true,
    input: z.strictObject({
      /** The last account of the page before. */
      after: z.string().max(64).default(""),
      limit: z.coerce.number().int().min(1).max(CUSTOMERS_MAX).default(CUSTOMERS_MAX),
    }),
    answer: z.object({
      items: z.array(shownCustomer),
      total: z.int().nonnegative(),
      /** When any was last fetched; null where there is none. */
      fetchedAt: z.string().nullable(),
    }),
  }),
  fetchCustomers: operation({
    name: "fetchCustomers",
    method: "POST",
    path: "/operator/customers/fetch",
    summary: "Fetch the customers of the CRM and store them under their accounts",
    operatorOnly: true,
    input: z.strictObject({}),
    answer: loadedAnswer,
  }),
  emptyCustomers: operation({
    name: "emptyCustomers",
    method: "POST",
    path: "/operator/customers/empty",
    summary: "Remove all customers that came from the CRM",
    operatorOnly: true,
    input: z.strictObject({}),
    answer: z.object({ count: z.int().nonnegative() }),
  }),
} as const;
