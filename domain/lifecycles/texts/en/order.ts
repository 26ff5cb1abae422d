import type { FindingTexts } from "../finding-text.ts";

/** Findings on orders, by rule. */
export const ORDER_TEXTS: FindingTexts = {};
