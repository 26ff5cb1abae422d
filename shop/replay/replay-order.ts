import { ShopError } from "../errors.ts";
import type { ShopContext } from "../context.ts";
import type { ReplayBy, ReplayOutcome } from "./replay-outcome.ts";

/** Decides what to replay of an order, does it and verifies it. */
export async function replayOrder(
  _shop: ShopContext,
  foreignId: string,
  _options: { readonly by: ReplayBy; readonly dryRun: boolean },
): Promise<ReplayOutcome> {
  throw new ShopError("not-found", `There is no order ${foreignId}.`);
}
