import type { FindingTexts } from "../finding-text.ts";

/** Findings of the licenses of an order, by rule. */
export const LICENSE_TEXTS: FindingTexts = {};
