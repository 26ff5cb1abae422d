import { idOf, numberOf } from "../../event-readers.ts";
import { ofType, type OrderFacts } from "./order-facts.ts";

/** Pieces of each product that were set aside for the order, and neither given back nor sent. */
export function stockHeld(facts: OrderFacts): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  const change = (product: string | null, by: number): void => {
    if (product !== null) held.set(product, (held.get(product) ?? 0) + by);
  };
  for (const event of ofType(facts, "stock.reserved")) {
    change(idOf(event, "product"), numberOf(event, "quantity") ?? 1);
  }
  for (const event of ofType(facts, "stock.released")) {
    change(idOf(event, "product"), -(numberOf(event, "quantity") ?? 1));
  }
  for (const { kind, product, quantity, state } of facts.lines) {
    const isSent = state === "delivered" || state === "returned";
    if (kind === "physical" && isSent) change(product, -quantity);
  }
  return new Map([...held].filter(([, quantity]) => quantity !== 0));
}
