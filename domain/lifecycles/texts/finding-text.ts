import type { FindingValues } from "../finding.ts";

/** One plain sentence of a finding's facts. */
export type FindingText = (values: FindingValues) => string;

/** By rule ID. */
export type FindingTexts = Readonly<Record<string, FindingText>>;
