import type { ShopContext } from "../context.ts";
import type { OperationHandler } from "../services/operation.ts";

/** What people and operators do with licenses. */
export function licenseHandlers(_shop: ShopContext): OperationHandler[] {
  return [];
}
