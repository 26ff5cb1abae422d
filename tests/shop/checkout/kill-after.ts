import type { SellingShop } from "./open-selling-shop.ts";

/** What whoever asks a dead shop gets. */
export class Killed extends Error {}

/** From the `commits`-th commit on the shop is dead: nothing more of it reaches its database. */
export function killAfter({ shop }: SellingShop, commits: number): { isDead: boolean } {
  const life = { isDead: false };
  const transaction = shop.web.transaction.bind(shop.web);
  let left = commits;
  shop.web.transaction = (step) => {
    if (left === 0) {
      life.isDead = true;
      throw new Killed();
    }
    left -= 1;
    return transaction(step);
  };
  return life;
}
