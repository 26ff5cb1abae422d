import type { ShopContext } from "#shop/context.ts";
import { hashPassword } from "#shop/customers/password-hash.ts";
import { ACCOUNT } from "../visits/visitor.ts";

export const CUSTOMER_ID = "C000000001";

/** An account that was made some time ago. */
export function makeAccount(shop: ShopContext, account = ACCOUNT, id = CUSTOMER_ID): void {
  const { email, password, firstName, lastName } = account;
  const hash = hashPassword(shop.random, password, shop.settings.passwordHashCost);
  shop.web.transaction((tx) => {
    tx.run("INSERT INTO customers VALUES (?, ?, ?, ?, ?, 0)", id, email, hash, firstName, lastName);
  });
}
