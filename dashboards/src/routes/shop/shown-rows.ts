import type { ShopFault } from "#query/answers/shop-answers.ts";
import type { FaultFilter } from "./shop-search.ts";

/** Whether one of the texts contains what is looked for, in any case; everything where nothing is. */
export function holdsText(q: string | undefined, texts: readonly string[]): boolean {
  const wanted = (q ?? "").trim().toLowerCase();
  return wanted === "" || texts.some((given) => given.toLowerCase().includes(wanted));
}

/** The faults that a filter and a text leave. A fault is on by its rate in the shop, not by what is being edited. */
export function shownFaults(
  faults: readonly ShopFault[],
  { filter, q }: { readonly filter: FaultFilter; readonly q: string | undefined },
): ShopFault[] {
  return faults.filter(
    ({ name, what, findings, rate }) =>
      (filter === "all" || rate > 0 === (filter === "on")) &&
      holdsText(q, [name, what, ...findings]),
  );
}
