import type { ShopContext } from "../context.ts";

/** Takes up the replays that a crash interrupted. */
export async function resumeReplays(_shop: ShopContext): Promise<void> {}
