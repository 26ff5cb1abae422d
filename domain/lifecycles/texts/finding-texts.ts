import type { FindingTexts } from "./finding-text.ts";
import { TIME_TEXTS } from "./en/time.ts";
import { TRANSACTION_TEXTS } from "./en/transaction.ts";

/** The sentence of every rule, in English. */
export const FINDING_TEXTS: FindingTexts = { ...TRANSACTION_TEXTS, ...TIME_TEXTS };
