import type { LineRow } from "../orders/order-rows.ts";
import { findHandler } from "../production/production-controller.ts";

/** What an order is owed, by how it is made. Cancelled and returned lines are in none. */
export interface OwedGoods {
  /** All that is digital: it is made at once, whether or not the rest is in stock. */
  readonly digital: readonly LineRow[];
  /** Of these: what the shop makes itself, gift cards and courses. */
  readonly ownProduction: readonly LineRow[];
  /** Of these: what the main database makes. */
  readonly licenses: readonly LineRow[];
  readonly physical: readonly LineRow[];
}

/** Every order runs through this: which of its lines are digital, and who makes them. */
export function checkDigitalFulfillment(lines: readonly LineRow[]): OwedGoods {
  const owed = lines.filter(({ state }) => state === "ordered");
  const digital = owed.filter(({ kind }) => kind !== "physical");
  return {
    digital,
    ownProduction: digital.filter((line) => {
      const way = findHandler(line)?.way;
      return way === "alone" || way === "together";
    }),
    licenses: digital.filter((line) => findHandler(line)?.way === "mainDatabase"),
    physical: owed.filter(({ kind }) => kind === "physical"),
  };
}
