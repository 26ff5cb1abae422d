import type { z } from "zod";
import type {
  scheduleSchema,
  ShopChangeAnswer,
  simulatorSchema,
  storedCustomersSchema,
  storedProductsSchema,
} from "../answers/shop-answers.ts";

/** What an operator may change in the shop. */
export type ShopChange =
  | { readonly act: "fetchProducts" | "emptyProducts" | "fetchCustomers" | "emptyCustomers" }
  | { readonly act: "setSpeed"; readonly speed: number }
  | {
      readonly act: "addTask";
      readonly app: string;
      readonly time: string;
      readonly recurrence: string;
    }
  | { readonly act: "pauseTask" | "resumeTask" | "removeTask"; readonly taskId: string }
  | { readonly act: "setCustomers"; readonly perHour: number }
  | { readonly act: "setFaults"; readonly rates: Readonly<Record<string, number>> };

export type ShopChangeOutcome = Omit<ShopChangeAnswer, "requested">;

/**
 * The shop as its operators run it. Each call rejects with `not-configured` where no shop is set,
 * `shop-unavailable` where it does not answer, `forbidden` where it takes the service for a stranger; a change
 * also with `invalid-parameter` naming the field, `not-found` or `conflict` in the shop's own words.
 */
export interface ShopControl {
  /** True where a shop is set, whether or not it answers. */
  readonly isConfigured: boolean;
  products(): Promise<z.infer<typeof storedProductsSchema>>;
  /** By account, those after `after`. */
  customers(page: {
    readonly after: string;
    readonly limit: number;
  }): Promise<z.infer<typeof storedCustomersSchema>>;
  schedule(): Promise<z.infer<typeof scheduleSchema>>;
  simulator(): Promise<z.infer<typeof simulatorSchema>>;
  change(change: ShopChange): Promise<ShopChangeOutcome>;
}
