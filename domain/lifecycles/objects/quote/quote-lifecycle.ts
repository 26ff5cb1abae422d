import type { ObjectLifecycle } from "../../object-lifecycle.ts";
import { QUOTE_MODEL } from "./quote-model.ts";
import { type QuoteFacts, readQuote } from "./read-quote.ts";

/** A cart that may become an order. Only its times can be wrong. */
export const QUOTE_LIFECYCLE: ObjectLifecycle<QuoteFacts> = {
  type: "quote",
  model: QUOTE_MODEL,
  read: readQuote,
  rules: [],
};
