import type { ShopContext } from "../context.ts";

/** Replays what is uncertain or missing in the main database; returns how many orders were decided. */
export async function sweepUncertain(_shop: ShopContext): Promise<number> {
  return 0;
}
