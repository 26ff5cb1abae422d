import { pickText } from "../search-text.ts";

/** What the address of the page holds. */
export interface IncidentsSearch {
  readonly show?: string;
}

export function readIncidentsSearch(search: Record<string, unknown>): IncidentsSearch {
  return pickText(search, ["show"]);
}

/** Of one incident's page. */
export interface IncidentSearch {
  /** The opened record's reference. */
  readonly rec?: string;
}

export function readIncidentSearch(search: Record<string, unknown>): IncidentSearch {
  return pickText(search, ["rec"]);
}
