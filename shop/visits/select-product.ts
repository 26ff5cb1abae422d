import type { ShopContext } from "../context.ts";
import type { Store } from "../settings.ts";
import { enterSession } from "./enter-visit.ts";
import { findStore } from "./find-store.ts";
import { allProducts, findProduct, type ProductRow } from "./product-rows.ts";
import { UnattributedError } from "./tell-refusal.ts";
import { newSessionSecret, newTransactionId, sessionIdOf } from "./visit-rows.ts";

/** Throws an `UnattributedError` `not-found`. */
function requireStore(shop: ShopContext, code: string): Store {
  const store = findStore(shop, code);
  if (store !== undefined) return store;
  throw new UnattributedError("not-found", "There is no such store.", "unknown store");
}

/** What a store sells, by family and code. Throws `not-found` for a store that is not there. */
export function listProducts(
  shop: ShopContext,
  { store }: { readonly store: string },
): { items: (ProductRow & { currency: string })[] } {
  const { currency } = requireStore(shop, store);
  const items = allProducts(shop.web).map((product) => Object.assign(product, { currency }));
  return { items };
}

/**
 * Begins a visit: from here on everything carries its transaction ID. With the session of an earlier visit
 * the cart, and who is logged in, stay. Throws an `UnattributedError`: there is no transaction yet.
 */
export function selectProduct(
  shop: ShopContext,
  request: { readonly store: string; readonly product: string; readonly session?: string },
): { transactionId: string; session: string } {
  const store = requireStore(shop, request.store);
  const product = findProduct(shop.web, request.product);
  if (product === undefined) {
    throw new UnattributedError("not-found", "There is no such product.", "unknown product");
  }
  const earlier = request.session === undefined ? null : enterSession(shop, request.session);
  if (earlier !== null && earlier.store !== store.code) {
    throw new UnattributedError(
      "unauthorized",
      "The session is one of another store.",
      "session of another store",
    );
  }
  const secret = request.session ?? newSessionSecret(shop.random);
  const transactionId = newTransactionId(shop.random);
  const nowMs = shop.clock.nowMs();
  shop.web.transaction((tx) => {
    if (earlier === null) {
      tx.run(
        "INSERT INTO sessions (id, store, expiresMs) VALUES (?, ?, ?)",
        sessionIdOf(secret),
        store.code,
        nowMs + shop.settings.sessionMs,
      );
    }
    tx.run(
      "INSERT INTO visits (transactionId, store, sessionId, startedMs) VALUES (?, ?, ?, ?)",
      transactionId,
      store.code,
      sessionIdOf(secret),
      nowMs,
    );
    tx.emit({
      type: "product.selected",
      transactionId,
      objects: [{ type: "product", id: product.code }],
      message: "A product was selected.",
      attributes: { store: store.code },
    });
  });
  return { transactionId, session: secret };
}
