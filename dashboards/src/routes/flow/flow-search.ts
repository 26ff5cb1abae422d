import { pickText } from "../search-text.ts";

/** What the address of the page holds. */
export interface FlowSearch {
  readonly type?: string;
  readonly store?: string;
  readonly from?: string;
  readonly to?: string;
}

export function readFlowSearch(search: Record<string, unknown>): FlowSearch {
  return pickText(search, ["type", "store", "from", "to"]);
}
