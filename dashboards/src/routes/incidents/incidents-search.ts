import { pickText } from "../search-text.ts";

export const INCIDENT_SHOWS = ["open", "closed", "all"] as const;
export type IncidentShow = (typeof INCIDENT_SHOWS)[number];

/** What the address of the page holds. */
export interface IncidentsSearch {
  /** Open ones when absent. */
  readonly show?: IncidentShow;
}

export function readIncidentsSearch(search: Record<string, unknown>): IncidentsSearch {
  const { show } = pickText(search, ["show"]);
  const known = INCIDENT_SHOWS.find((choice) => choice === show);
  return known === undefined ? {} : { show: known };
}

/** Of one incident's page. */
export interface IncidentSearch {
  /** The opened record's reference. */
  readonly rec?: string;
}

export function readIncidentSearch(search: Record<string, unknown>): IncidentSearch {
  return pickText(search, ["rec"]);
}
