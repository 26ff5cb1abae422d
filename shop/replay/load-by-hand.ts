import { ShopError } from "../errors.ts";
import type { ShopContext } from "../context.ts";
import type { ReplayOutcome } from "./replay-outcome.ts";

/** What an operator does with the two load buttons, mistakes included. */
export async function replayByHand(_shop: ShopContext, foreignId: string): Promise<ReplayOutcome> {
  throw new ShopError("not-found", `There is no order ${foreignId}.`);
}
