import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError, type ShopErrorCode } from "../errors.ts";

/** How events name the part of the shop that visitors meet. */
export const STOREFRONT_COMPONENT = "storefront";

/** A request that was refused before it was known whose visit it belongs to; `unattributed` says why. */
export class UnattributedError extends ShopError {
  readonly unattributed: string;

  constructor(code: ShopErrorCode, message: string, unattributed: string) {
    super(code, message, { detail: { unattributed } });
    this.unattributed = unattributed;
  }
}

/**
 * Records a request that was refused before its transaction was known: it stands beside the transactions,
 * with the reason why it belongs to none. `reason` names no value that the visitor sent.
 */
export function tellUnattributed(shop: ShopContext, operation: string, reason: string): void {
  shop.web.transaction((tx) => emitUnattributed(tx, operation, reason));
}

/** As `tellUnattributed`, with what else is noted of it. */
export function emitUnattributed(tx: Transaction, operation: string, reason: string): void {
  tx.emit({
    type: "warning.recorded",
    unattributed: reason,
    level: "error",
    outcome: "failure",
    reason,
    message: `A visitor's request was refused before its transaction was known: ${reason}.`,
    attributes: { component: STOREFRONT_COMPONENT, operation },
  });
}

/** Records a request of a visit that was refused. */
export function tellRefused(
  shop: ShopContext,
  operation: string,
  transactionId: string,
  error: ShopError,
): void {
  shop.web.transaction((tx) => {
    tx.emit({
      type: "warning.recorded",
      transactionId,
      level: "warning",
      outcome: "failure",
      reason: error.code,
      // What the visitor is told may name what the visitor sent.
      message: `A visitor's request was refused: ${error.code.replaceAll("-", " ")}.`,
      attributes: { component: STOREFRONT_COMPONENT, operation },
    });
  });
}
