import { pickText } from "../search-text.ts";

export const FAULT_FILTERS = ["all", "on", "off"] as const;
export type FaultFilter = (typeof FAULT_FILTERS)[number];

/** In place of a task's ID: the form that adds one. */
export const NEW_TASK = "new";

/** What the address of the page holds. */
export interface ShopSearch {
  /** Text by which the rows shown are narrowed. */
  readonly q?: string;
  /** ID of the task that is open beside, or `new`. */
  readonly task?: string;
  /** Which faults are shown; all when absent. */
  readonly faults?: FaultFilter;
}

export function readShopSearch(search: Record<string, unknown>): ShopSearch {
  const { faults, ...rest } = pickText(search, ["q", "task", "faults"]);
  const filter = FAULT_FILTERS.find((choice) => choice === faults);
  return filter === undefined || filter === "all" ? rest : { ...rest, faults: filter };
}
