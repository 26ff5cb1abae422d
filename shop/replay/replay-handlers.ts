import type { ShopContext } from "../context.ts";
import type { OperationHandler } from "../services/operation.ts";

/** What operators do with uncertain orders. */
export function replayHandlers(_shop: ShopContext): OperationHandler[] {
  return [];
}
