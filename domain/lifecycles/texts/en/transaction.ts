import type { FindingTexts } from "../finding-text.ts";
import { listIn } from "../values-in.ts";

export const TRANSACTION_TEXTS: FindingTexts = {
  "fulfillment.handler-missing": (values) =>
    `The shop has no handler for ${listIn(values, "handlers")}, so what was bought could not be produced.`,
};
