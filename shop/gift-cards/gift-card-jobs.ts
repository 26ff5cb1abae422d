import type { ShopContext } from "../context.ts";
import type { JobHandler } from "../jobs/job-worker.ts";
import { BOOK_CARD_JOB, bookExternal } from "./external-cards.ts";
import { mendTemplate } from "./mend-template.ts";
import { MEND_TEMPLATE_JOB } from "./template-fault.ts";

/** What the web database's worker does for gift cards. */
export function giftCardJobs(shop: ShopContext): Record<string, JobHandler> {
  return {
    [BOOK_CARD_JOB]: (cardId) => shop.web.transaction((tx) => bookExternal(tx, shop, cardId)),
    [MEND_TEMPLATE_JOB]: (store) => mendTemplate(shop, store),
  };
}
