/** What became of a number that some event told; by precedence, the first that holds is its explanation. */
export const NUMBER_STATUSES = [
  "cancelled",
  "used-late",
  "used",
  "uncertain",
  "session-expired",
  "abandoned",
  "declined",
  "reserved",
] as const;
export type NumberStatus = (typeof NUMBER_STATUSES)[number];

/** Why a number was never told, as far as there is evidence; by precedence, after those that were. */
export const GAP_STATUSES = ["in-quarantine", "source-outage", "unexplained"] as const;
export type GapStatus = (typeof GAP_STATUSES)[number];
