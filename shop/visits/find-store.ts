import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import type { Store } from "../settings.ts";

export function findStore(shop: ShopContext, code: string): Store | undefined {
  return shop.settings.stores.find((store) => store.code === code);
}

/** The store of a cart or an order. Throws `internal`: one that has sold is never taken out of the settings. */
export function storeOf(shop: ShopContext, { store: code }: { readonly store: string }): Store {
  const store = findStore(shop, code);
  if (store === undefined) throw new ShopError("internal", `The store ${code} is not configured.`);
  return store;
}
