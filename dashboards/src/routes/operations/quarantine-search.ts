import { pickText } from "../search-text.ts";

export const QUARANTINE_STATUSES = ["open", "resolved", "dismissed"] as const;
export type QuarantineStatusChoice = (typeof QUARANTINE_STATUSES)[number];

export interface QuarantineSearch {
  /** Open items when absent. */
  readonly status?: QuarantineStatusChoice;
  readonly item?: string;
}

export function readQuarantineSearch(search: Record<string, unknown>): QuarantineSearch {
  const { status, item } = pickText(search, ["status", "item"]);
  const known = QUARANTINE_STATUSES.find((choice) => choice === status);
  return {
    ...(known === undefined ? {} : { status: known }),
    ...(item === undefined ? {} : { item }),
  };
}
