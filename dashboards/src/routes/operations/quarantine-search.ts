import { pickText } from "../search-text.ts";

export const QUARANTINE_STATUSES = ["open", "resolved", "dismissed"] as const;
export type QuarantineStatusChoice = (typeof QUARANTINE_STATUSES)[number];

export interface QuarantineSearch {
  /** Open items when absent. */
  readonly status?: QuarantineStatusChoice;
  /** Items of this source alone. */
  readonly source?: string;
  readonly item?: string;
}

export function readQuarantineSearch(search: Record<string, unknown>): QuarantineSearch {
  const { status, source, item } = pickText(search, ["status", "source", "item"]);
  const known = QUARANTINE_STATUSES.find((choice) => choice === status);
  return {
    ...(known === undefined ? {} : { status: known }),
    ...(source === undefined ? {} : { source }),
    ...(item === undefined ? {} : { item }),
  };
}
